#include "core/training/rendezvous.h"

#include <QTest>

#include <map>
#include <string>

using namespace cadenza;

/// What a launcher says in the environment.
class TestRendezvous : public QObject {
    Q_OBJECT

    using Environment = std::map<std::string, std::string>;

    static Environment complete()
    {
        return {{"MASTER_ADDR", "node-1"}, {"MASTER_PORT", "29500"}, {"RANK", "2"}, {"WORLD_SIZE", "3"}};
    }
    static Result<training::Rendezvous> placeIn(const Environment& environment)
    {
        return training::rendezvousFrom([&](const char* name) -> const char* {
            const auto found = environment.find(name);
            return found == environment.end() ? nullptr : found->second.c_str();
        });
    }

private Q_SLOTS:
    void readsWhatEveryLauncherSays()
    {
        const auto place = placeIn(complete());
        QVERIFY(place);
        QCOMPARE(place->address, std::string("node-1"));
        QCOMPARE(place->port, std::uint16_t{29500});
        QCOMPARE(place->rank, 2);
        QCOMPARE(place->world, 3);
        QCOMPARE(place->localRank, 0);
        QCOMPARE(place->localWorld, 1);
        QVERIFY(!place->hostedElsewhere);
    }

    void readsWhatTorchrunSaysMore()
    {
        auto environment = complete();
        environment["LOCAL_RANK"] = "1";
        environment["LOCAL_WORLD_SIZE"] = "2";
        environment["TORCHELASTIC_USE_AGENT_STORE"] = "True";
        const auto place = placeIn(environment);
        QCOMPARE(place->localRank, 1);
        QCOMPARE(place->localWorld, 2);
        QVERIFY(place->hostedElsewhere);
    }

    void namesTheVariableThatIsMissing()
    {
        for (const char* name : {"MASTER_ADDR", "MASTER_PORT", "RANK", "WORLD_SIZE"}) {
            auto environment = complete();
            environment.erase(name);
            QCOMPARE(placeIn(environment).error().fault, Fault::MissingSetting);
            QCOMPARE(placeIn(environment).error().subject, std::string(name));
            environment[name] = "";
            QCOMPARE(placeIn(environment).error().fault, Fault::MissingSetting);
        }
    }

    void namesTheVariableThatIsWrong()
    {
        const Environment wrong{{"MASTER_PORT", "65536"},
                                {"RANK", "3"},
                                {"WORLD_SIZE", "two"},
                                {"LOCAL_RANK", "-1"},
                                {"LOCAL_WORLD_SIZE", "0"}};
        for (const auto& [name, value] : wrong) {
            auto environment = complete();
            environment[name] = value;
            const auto place = placeIn(environment);
            QVERIFY(!place);
            QCOMPARE(place.error().fault, Fault::InvalidSetting);
            QCOMPARE(place.error().subject, name);
            QVERIFY(place.error().detail.find("“" + value + "”") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestRendezvous)
#include "tst_rendezvous.moc"
