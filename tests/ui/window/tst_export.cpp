#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "tests/support/music.h"
#include "ui/window/export_job.h"
#include "ui/window/export_sheet.h"
#include "ui/window/music_drag.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30000;

std::shared_ptr<const midi::Piece> quarters(int notes)
{
    auto piece = std::make_shared<midi::Piece>();
    piece->title = "Quarters";
    piece->parts.resize(1);
    for (int i = 0; i < notes; ++i)
        piece->parts[0].notes.push_back(
            {Tick{480 * i}, Tick{480}, static_cast<std::uint8_t>(60 + i % 12), 80, midi::Hand::Unknown});
    return piece;
}

/// A seed of 4 notes and two takes on it, as the compose page offers them.
std::vector<ExportSource> seedAndTakes()
{
    std::vector<ExportSource> sources;
    sources.push_back({u"Seed"_s, false, quarters(4), 0, {}, {{"title", "Quarters"}, {"what", "seed"}}, {}});
    for (const char* what : {"take 1", "take 2"})
        sources.push_back({QString::fromLatin1(what),
                           true,
                           quarters(10),
                           4,
                           std::vector(10, NoteRole::Made),
                           {{"title", "Quarters"}, {"what", what}},
                           {"Quarters", {}, {}}});
    return sources;
}

} // namespace

/// From what is chosen to files on disk: formats, names, progress, cancelling, and dragging out.
class TestExport : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    [[nodiscard]] QString at(const QString& name) const { return folder_->filePath(name); }
    [[nodiscard]] std::filesystem::path pathOf(const QString& name) const { return at(name).toStdString(); }
    [[nodiscard]] QStringList files() const { return QDir(folder_->path()).entryList(QDir::Files, QDir::Name); }

    static midi::Piece readBack(const std::filesystem::path& file)
    {
        const auto bytes = readFile(file);
        const auto reading = bytes ? midi::readMidi(*bytes, midi::Strictness::Strict) : failure(Fault::NotFound);
        return reading ? reading->sequences.front() : midi::Piece{};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
    }

    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, at(u"settings"_s));
    }

    void everyFormatIsWritten()
    {
        for (const ExportFormat& format : exportFormats()) {
            const auto file = pathOf(u"music.%1"_s.arg(QLatin1String(format.ending)));
            ExportOrder order{quarters(2), file, format.midiFormat};
            order.audio.wavSamples = format.wavSamples;
            const auto written = writePiece(order);
            if (!written && written.error().fault == Fault::NoSoundFont)
                QSKIP("no SoundFont is installed");
            QVERIFY2(written, format.ending);
            QVERIFY2(std::filesystem::file_size(file) > 40, format.ending);
        }
        QVERIFY(!QImage(at(u"music.png"_s)).isNull());
    }

    void aNamesEndingDecidesTheFormat()
    {
        const ExportFormat& oneTrack = exportFormats()[1];
        QCOMPARE(&formatOf("a.mid", oneTrack), &oneTrack);
        QCOMPARE(QByteArray(formatOf("a.FLAC", oneTrack).ending), QByteArray("flac"));
        QCOMPARE(&formatOf("a.unknown", oneTrack), &oneTrack);
    }

    void theJobTellsProgressAndEveryFile()
    {
        ExportJob job;
        QSignalSpy written(&job, &ExportJob::written);
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start({{quarters(2), pathOf(u"a.mid"_s)}, {quarters(3), pathOf(u"b.mid"_s)}});
        job.start({{quarters(4), pathOf(u"c.mid"_s)}}); // waits its turn
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, kPatienceMs);
        QCOMPARE(written.count(), 3);
        QCOMPARE(finished[0][0].value<std::size_t>(), std::size_t{2});
        QVERIFY(!job.running());
        QCOMPARE(files(), (QStringList{u"a.mid"_s, u"b.mid"_s, u"c.mid"_s}));
        QCOMPARE(readBack(pathOf(u"b.mid"_s)).noteCount(), std::size_t{3});
    }

    void cancellingLeavesNoHalfWrittenFile()
    {
        ExportJob job;
        QSignalSpy failed(&job, &ExportJob::failed);
        QSignalSpy progressed(&job, &ExportJob::progressed);
        job.start({{quarters(2), pathOf(u"done.mid"_s)}, {quarters(20000), pathOf(u"long.wav"_s)}});
        QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty() || failed.count() == 1, kPatienceMs);
        job.stop();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        if (failed[0][0].value<Error>().fault == Fault::NoSoundFont)
            QSKIP("no SoundFont is installed");
        QCOMPARE(failed[0][0].value<Error>().fault, Fault::Cancelled);
        QCOMPARE(files(), QStringList{u"done.mid"_s});
    }

    void aTargetThatCannotBeWrittenIsNamedAndTheRestIsLeft()
    {
        ExportJob job;
        QSignalSpy failed(&job, &ExportJob::failed);
        job.start({{quarters(2), "/proc/cannot/a.mid"}, {quarters(2), pathOf(u"b.mid"_s)}});
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QCOMPARE(failed[0][0].value<Error>().fault, Fault::NotWritable);
        QCOMPARE(failed[0][0].value<Error>().subject, std::string("/proc/cannot/a.mid"));
        QVERIFY(files().isEmpty());
    }

    void takesGetNamesFromThePattern()
    {
        ExportSheet sheet(seedAndTakes(), u"{title} – {what}"_s);
        sheet.setFolder(folder_->path());
        const auto orders = sheet.orders();
        QCOMPARE(orders.size(), std::size_t{2});
        QCOMPARE(orders[0].target, pathOf(u"Quarters – take 1.mid"_s));
        QCOMPARE(orders[1].target, pathOf(u"Quarters – take 2.mid"_s));
        QCOMPARE(orders[0].piece->noteCount(), std::size_t{10});
        QCOMPARE(orders[0].audio.tags.title, std::string("Quarters"));
        sheet.findChild<QLineEdit*>(u"namePattern"_s)->setText(u"same"_s);
        QCOMPARE(sheet.orders()[1].target, pathOf(u"same (2).mid"_s));
        sheet.findChild<QListWidget*>(u"exportSources"_s)->item(0)->setCheckState(Qt::Checked);
        QCOMPARE(sheet.orders().size(), std::size_t{3});
        QCOMPARE(sheet.orders()[0].piece->noteCount(), std::size_t{4});
    }

    void whatTheModelMadeCanBeWrittenAlone()
    {
        ExportSheet sheet(seedAndTakes(), u"{what}"_s);
        sheet.findChild<QCheckBox*>(u"withoutSeedBox"_s)->setChecked(true);
        const auto orders = sheet.orders();
        QCOMPARE(orders[0].piece->noteCount(), std::size_t{6});
        QCOMPARE(midi::notesInOrder(*orders[0].piece).front().note.pitch, std::uint8_t{64});
        QCOMPARE(midi::notesInOrder(*orders[0].piece).front().note.onset.value, std::int64_t{0});
        QCOMPARE(orders[0].roles.size(), std::size_t{6});
    }

    void theFormatDecidesEndingAndSettings()
    {
        ExportSheet sheet(seedAndTakes(), u"{what}"_s);
        auto* format = sheet.findChild<QComboBox*>(u"exportFormat"_s);
        auto* normalise = sheet.findChild<QCheckBox*>(u"normaliseBox"_s);
        QVERIFY(!normalise->isEnabled());
        format->setCurrentText(u"WAV audio, 24 bit"_s);
        QVERIFY(normalise->isEnabled());
        normalise->setChecked(false);
        const auto orders = sheet.orders();
        QCOMPARE(orders[0].target.extension(), std::filesystem::path(".wav"));
        QCOMPARE(orders[0].audio.wavSamples, exporting::WavSamples::Int24);
        QCOMPARE(orders[0].audio.loudness, exporting::Loudness::AsPlayed);
    }

    void aFileThatWouldBeReplacedIsSaidBefore()
    {
        QFile existing(at(u"take 1.mid"_s));
        QVERIFY(existing.open(QIODevice::WriteOnly));
        ExportSheet sheet(seedAndTakes(), u"{what}"_s);
        auto* words = sheet.findChild<QLabel*>(u"exportConsequence"_s);
        auto* write = sheet.findChild<QPushButton*>(u"exportNow"_s);
        sheet.setFolder(at(u"nowhere"_s));
        QVERIFY(!write->isEnabled());
        sheet.setFolder(folder_->path());
        QVERIFY(write->isEnabled());
        QVERIFY2(words->text().contains(u"replaced"_s), qPrintable(words->text()));
        QCOMPARE(write->text(), u"Export and replace"_s);
    }

    void musicIsDraggedOutAsAMidiFile()
    {
        const MusicDrag drag;
        const auto data = drag.carry(*quarters(5), u"Quarters/take 1"_s);
        QVERIFY(data);
        QCOMPARE(data->urls().size(), 1);
        const QString file = data->urls().front().toLocalFile();
        QCOMPARE(QFileInfo(file).fileName(), u"Quarters_take 1.mid"_s);
        QCOMPARE(readBack(file.toStdString()).noteCount(), std::size_t{5});
    }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
