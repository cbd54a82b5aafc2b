#include "core/base/file.h"
#include "core/project/project_copy.h"
#include "tests/core/library/zip_bytes.h"
#include "tests/core/project/project_things.h"

#include <QDir>
#include <QFile>
#include <QMimeDatabase>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// A desktop that has our file types knows what double-clicking is to open, and mistakes nobody else's files for ours.
class TestFileTypes : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    fs::path root_;

    [[nodiscard]] QString typeOf(const char* name) const
    {
        return QMimeDatabase().mimeTypeForFile(QString::fromStdString((root_ / name).string())).name();
    }

private Q_SLOTS:
    void initTestCase()
    {
        root_ = scratch_.path().toStdString();
        QVERIFY(QDir(scratch_.path()).mkpath(u"mime/packages"_s));
        QVERIFY(QFile::copy(QStringLiteral(FILE_TYPES), scratch_.filePath(u"mime/packages/cadenza.xml"_s)));
        qputenv("XDG_DATA_HOME", scratch_.path().toUtf8()); // before anyone asks for a type
    }

    void projectsAreKnown()
    {
        const auto project = *project::Project::create(root_ / "project", "one");
        QVERIFY(project::archiveProject(*project, root_ / "one.cadenza.zip"));
        QCOMPARE(typeOf("project/project.db"), u"application/vnd.cadenza.project"_s);
        QCOMPARE(typeOf("one.cadenza.zip"), u"application/vnd.cadenza.project+zip"_s);
    }

    void modelsAreKnown()
    {
        QVERIFY(model::writeModel(root_ / "m.safetensors", *test::smallModel(1)));
        QCOMPARE(typeOf("m.safetensors"), u"application/vnd.cadenza.model"_s);
    }

    void filesOfOtherProgramsAreLeftToThem()
    {
        const std::string_view header("\x10\0\0\0\0\0\0\0{\"weights\":{}}  ", 24);
        QVERIFY(writeFileAtomically(root_ / "other.safetensors", header));
        QVERIFY(writeFileAtomically(root_ / "other.zip", test::zipOf({{"project.txt", {}}})));
        QCOMPARE(typeOf("other.safetensors"), u"application/x-safetensors"_s);
        QCOMPARE(typeOf("other.zip"), u"application/zip"_s);
    }
};

QTEST_GUILESS_MAIN(TestFileTypes)
#include "tst_file_types.moc"
