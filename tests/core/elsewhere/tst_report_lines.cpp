#include "core/elsewhere/report_lines.h"
#include "core/training/history.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

#include <fstream>
#include <limits>

using namespace cadenza;
using namespace cadenza::elsewhere;

namespace {

training::TrainingReport report(std::uint64_t notes)
{
    training::TrainingReport report;
    report.notes = notes;
    report.seconds = static_cast<double>(notes) / 3.0;
    report.trainNll = 3.1;
    report.train.notes = 10.0;
    report.train.pitch = 0.1 + 0.2;
    return report;
}

std::vector<std::uint64_t> notesOf(const std::vector<training::TrainingReport>& reports)
{
    std::vector<std::uint64_t> notes;
    for (const auto& one : reports)
        notes.push_back(one.notes);
    return notes;
}

using Notes = std::vector<std::uint64_t>;

} // namespace

/// Reports cross a disk a line each, whatever becomes of the last one.
class TestReportLines : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] std::filesystem::path file() const
    {
        return folder_.filePath(QStringLiteral("reports")).toStdString();
    }
    void append(const std::string& text) const { std::ofstream(file(), std::ios::app | std::ios::binary) << text; }

private Q_SLOTS:
    void init() { std::filesystem::remove(file()); }

    void aReportComesBackExactly()
    {
        auto sent = report(123'456'789'012);
        sent.valid = training::Tally{.notes = 7.0, .step = 1.0 / 3.0, .velocityRight = 2.0};
        sent.gradientNorm = std::numeric_limits<double>::infinity();
        const std::string line = lineOf(sent);
        QCOMPARE(std::ranges::count(line, '\n'), 1);
        const auto read = reportIn(line);
        QVERIFY(read);
        QCOMPARE(read->notes, sent.notes);
        QVERIFY(read->seconds == sent.seconds && read->trainNll == sent.trainNll);
        QVERIFY(read->train.pitch == sent.train.pitch);
        QVERIFY(read->valid && read->valid->step == sent.valid->step && read->valid->velocityRight == 2.0);
        QCOMPARE(read->gradientNorm, 0.0);
        QVERIFY(!reportIn(lineOf(report(1)))->valid);
    }

    void aLineThatIsCutAnywhereIsNoReport()
    {
        const std::string line = lineOf(report(5));
        for (std::size_t length = 0; length + 1 < line.size(); ++length)
            QVERIFY(!reportIn(std::string_view(line).substr(0, length)));
    }

    void eachIsReadOnceAndOnlyWhenItsLineIsWhole()
    {
        ReportTail tail(file());
        QVERIFY(tail.read().empty()); // there is no file yet
        append(lineOf(report(10)));
        const std::string next = lineOf(report(20));
        append(next.substr(0, 40));
        QCOMPARE(notesOf(tail.read()), Notes{10});
        QVERIFY(tail.read().empty());
        append(next.substr(40) + lineOf(report(30)));
        QCOMPARE(notesOf(tail.read()), (Notes{20, 30}));
    }

    void passesOverALineThatAKilledWriterLeft()
    {
        ReportTail tail(file());
        append(lineOf(report(10)) + lineOf(report(20)).substr(0, 25) + '\n' + lineOf(report(30)));
        QCOMPARE(notesOf(tail.read()), (Notes{10, 30}));
    }

    void figuresThatNoRunGivesAreNoReport()
    {
        QByteArray line = QByteArray::fromStdString(lineOf(report(10)));
        QVERIFY(reportIn(line.toStdString()));
        for (const auto& [before, after] : {std::pair("\"progress\":0.0", "\"progress\":1.5"),
                                            {"\"progress\":0.0", "\"progress\":-0.5"},
                                            {"\"notes\":10,", "\"notes\":-10,"},
                                            {"\"notes\":10,", "\"notes\":1e300,"},
                                            {"\"trainNll\":3.1", "\"trainNll\":1e300"},
                                            {"\"valid\":null", "\"valid\":{}"}}) {
            QVERIFY(line.contains(before));
            QVERIFY2(!reportIn(QByteArray(line).replace(before, after).toStdString()), after);
        }
        auto checkedOnNothing = report(10);
        checkedOnNothing.valid.emplace();
        QVERIFY(!reportIn(lineOf(checkedOnNothing)));
    }

    void aLineWithoutEndIsPassedOver()
    {
        ReportTail tail(file());
        append(lineOf(report(10)));
        append(std::string(3'000'000, '7'));
        QCOMPARE(notesOf(tail.read()), Notes{10});
        append('\n' + lineOf(report(20)));
        QCOMPARE(notesOf(tail.read()), Notes{20});
        QCOMPARE(tail.offset(), std::filesystem::file_size(file()));
    }

    void aFileThatSaysItIsHugeIsReadInPieces()
    {
        ReportTail tail(file());
        append(lineOf(report(10)));
        std::filesystem::resize_file(file(), std::uintmax_t{1} << 27); // it takes no room on the disk
        QCOMPARE(notesOf(tail.read()), Notes{10});
    }

    void aPipeIsNotWaitedFor()
    {
        QCOMPARE(::mkfifo(file().c_str(), 0600), 0);
        QVERIFY(ReportTail(file()).read().empty());
    }

    void beginsAgainWhereTheFileIsAnother()
    {
        ReportTail tail(file());
        append(lineOf(report(10)) + lineOf(report(20)));
        QCOMPARE(tail.read().size(), std::size_t{2});
        std::filesystem::resize_file(file(), 0);
        append(lineOf(report(15)));
        QCOMPARE(notesOf(tail.read()), Notes{15});
    }

    void aHistoryIsToldTwiceWithoutHarm()
    {
        std::vector<training::TrainingReport> history;
        for (const std::uint64_t notes : {10, 20, 30, 10, 20, 30, 40})
            training::addTo(history, report(notes));
        QCOMPARE(notesOf(history), (Notes{10, 20, 30, 40}));
    }
};

QTEST_GUILESS_MAIN(TestReportLines)
#include "tst_report_lines.moc"
