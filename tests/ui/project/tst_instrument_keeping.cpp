#include "ui/project/instrument_keeping.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

/// Instruments of pieces, as a project keeps them.
class TestInstrumentKeeping : public QObject {
    Q_OBJECT

    const ChosenInstruments chosen_{{"/music/quartet.mid", {{"40\nViolin I\n0", 68}, {"42\n\n0", 70}}},
                                    {"drawn/3", {{"0\nمزمار\n0", 111}}}};

    [[nodiscard]] static std::vector<project::SourcePlace> sourcesAt(const std::filesystem::path& folder)
    {
        project::SourcePlace place;
        place.source.id = {7};
        place.source.kind = project::SourceKind::Folder;
        place.found = place.lastSeen = folder;
        return {place};
    }

private Q_SLOTS:
    void theyComeBack()
    {
        const auto sources = sourcesAt("/music");
        QVERIFY(instrumentsFrom(toText(chosen_, sources), sources) == chosen_);
        QVERIFY(instrumentsFrom(toText(chosen_, {}), {}) == chosen_);
        QVERIFY(instrumentsFrom(toText({}, sources), sources).empty());
    }

    void theyFollowMusicThatMoves()
    {
        const auto moved = instrumentsFrom(toText(chosen_, sourcesAt("/music")), sourcesAt("/home/me/scores"));
        QCOMPARE(moved.size(), std::size_t{2});
        QVERIFY(moved.contains("/home/me/scores/quartet.mid"));
        QVERIFY(moved.contains("drawn/3"));
    }

    void aTextThatIsNoneGivesNothing()
    {
        for (const char* text : {"", "{", "[1]", R"([{"member": "a", "programs": {"x": 128, "y": -1, "z": "1"}}])"})
            QVERIFY2(instrumentsFrom(text, {}).empty(), text);
    }
};

QTEST_GUILESS_MAIN(TestInstrumentKeeping)
#include "tst_instrument_keeping.moc"
