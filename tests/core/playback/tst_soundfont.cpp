#include "core/playback/soundfont.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace cadenza;
using namespace cadenza::playback;
namespace fs = std::filesystem;

namespace {

void touch(const fs::path& path)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "x";
}

} // namespace

class TestSoundFont : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldersComeInOrderAndKnownFontsFirst()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        for (const char* name : {"a/zz.sf2", "a/TimGM6mb.sf2", "a/notes.txt", "b/FluidR3Mono_GM.SF3", "b/Aaa.sf3"})
            touch(root / name);
        const std::vector<fs::path> folders{root / "a", root / "missing", root / "b"};
        QCOMPARE(soundFontsIn(folders), (std::vector<fs::path>{root / "a/TimGM6mb.sf2", root / "a/zz.sf2",
                                                               root / "b/Aaa.sf3", root / "b/FluidR3Mono_GM.SF3"}));
    }

    void aLinkToAKnownFontIsNotASecondFont()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        touch(root / "TimGM6mb.sf2");
        fs::create_symlink(root / "TimGM6mb.sf2", root / "default-GM.sf2");
        const std::vector<fs::path> folders{root};
        QCOMPARE(soundFontsIn(folders), std::vector<fs::path>{root / "TimGM6mb.sf2"});
    }

    void theChosenOneWinsOrIsNamedAsMissing()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        touch(root / "mine.sf2");
        QCOMPARE(*findSoundFont(root / "mine.sf2"), root / "mine.sf2");
        const auto missing = findSoundFont(root / "gone.sf2");
        QVERIFY(!missing);
        QCOMPARE(missing.error().fault, Fault::NoSoundFont);
        QCOMPARE(missing.error().subject, (root / "gone.sf2").string());
    }

    void theEnvironmentsFolderIsSearchedFirst()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        touch(root / "own.sf2");
        qputenv("CADENZA_SOUNDFONTS", folder.path().toLocal8Bit());
        QCOMPARE(*findSoundFont(), root / "own.sf2");
        qunsetenv("CADENZA_SOUNDFONTS");
    }

    void theManifestNamesTheKnownFontsInOrder()
    {
        QFile file(QStringLiteral(SOURCE_DIR "/soundfonts/manifest.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray fonts = QJsonDocument::fromJson(file.readAll())[QStringLiteral("fonts")].toArray();
        QCOMPARE(static_cast<std::size_t>(fonts.size()), knownSoundFonts().size());
        for (int i = 0; i < fonts.size(); ++i) {
            const QJsonObject font = fonts[i].toObject();
            QCOMPARE(font[QStringLiteral("file")].toString().toStdString(),
                     std::string(knownSoundFonts()[static_cast<std::size_t>(i)]));
            QVERIFY(!font[QStringLiteral("licence")].toString().isEmpty());
            QVERIFY(!font[QStringLiteral("package")].toString().isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestSoundFont)
#include "tst_soundfont.moc"
