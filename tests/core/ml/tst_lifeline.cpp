#include "core/ml/lifeline.h"
#include "tests/support/free_port.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

using namespace cadenza;
using namespace std::chrono_literals;
using ml::Lifeline;
using ml::Patience;
using ml::Socket;

/// How ranks hear of each other's end.
class TestLifeline : public QObject {
    Q_OBJECT

    using Held = Result<std::unique_ptr<Lifeline>>;

    static Patience upTo(std::chrono::milliseconds time) { return {std::chrono::steady_clock::now() + time, {}}; }

    static constexpr auto kSilence = 60s;

    static Held grasp(const Socket& listening, int rank, int world)
    {
        return Lifeline::grasp("127.0.0.1", listening.port(), rank, world, upTo(30s), kSilence);
    }

    /// One lifeline for each rank of a world.
    static std::vector<std::unique_ptr<Lifeline>> world(int count)
    {
        std::vector<std::unique_ptr<Lifeline>> all(static_cast<std::size_t>(count));
        const auto listening = Socket::listening();
        {
            std::vector<std::jthread> others;
            for (int rank = 1; rank < count; ++rank)
                others.emplace_back([&, rank] {
                    if (auto held = grasp(*listening, rank, count))
                        all[static_cast<std::size_t>(rank)] = std::move(*held);
                });
            if (auto held = Lifeline::hold(*listening, count, upTo(30s), kSilence))
                all[0] = std::move(*held);
        }
        return all;
    }

private Q_SLOTS:
    void everyoneHearsWhoIsLost()
    {
        auto all = world(4);
        QVERIFY(all[0] && all[1] && all[2] && all[3]);
        QVERIFY(!all[0]->waitForLoss(0ms));
        all[2].reset(); // without a word
        for (const std::size_t rank : {0, 1, 3})
            QCOMPARE(all[rank]->waitForLoss(10s), std::optional(2));
        all[1].reset();
        QCOMPARE(all[0]->waitForLoss(0ms), std::optional(2)); // the others only follow
    }

    void theOthersHearThatTheFirstIsLost()
    {
        auto all = world(3);
        all[0].reset();
        QCOMPARE(all[1]->waitForLoss(10s), std::optional(0));
        QCOMPARE(all[2]->waitForLoss(10s), std::optional(0));
    }

    void whoeverSaysGoodbyeIsNotLost()
    {
        auto all = world(3);
        {
            std::vector<std::jthread> leaving;
            for (auto& one : all)
                leaving.emplace_back([&one] { one->leave(10s); });
        }
        all[1].reset();
        all[2].reset();
        QVERIFY(!all[0]->waitForLoss(50ms));
    }

    void whoeverIsAliveIsNotLost()
    {
        const auto listening = Socket::listening();
        Held other;
        std::jthread thread([&] { other = Lifeline::grasp("127.0.0.1", listening->port(), 1, 2, upTo(30s), 2s); });
        const auto first = Lifeline::hold(*listening, 2, upTo(30s), 2s);
        thread.join();
        QVERIFY(first && other);
        QVERIFY(!(*first)->waitForLoss(3s));
        QVERIFY(!(*other)->waitForLoss(0ms));
    }

    /// As a process that was stopped, or a machine whose cable was pulled.
    void whoeverGivesNoSignIsLost()
    {
        const auto listening = Socket::listening();
        Result<Socket> silent;
        Held third;
        std::jthread thread([&] {
            silent = Socket::connected("127.0.0.1", listening->port(), upTo(30s));
            (void)silent->send(std::array<std::int32_t, 3>{0x43414432, 1, 3});
            third = grasp(*listening, 2, 3);
        });
        const auto first = Lifeline::hold(*listening, 3, upTo(30s), 2s);
        thread.join();
        QVERIFY(first && third);
        QCOMPARE((*first)->waitForLoss(20s), std::optional(1));
        QCOMPARE((*third)->waitForLoss(20s), std::optional(1)); // as it was told
    }

    void whoeverLeftBeforeAllWereThereMayComeAgain()
    {
        const auto listening = Socket::listening();
        {
            const auto early = Socket::connected("127.0.0.1", listening->port(), upTo(30s));
            QVERIFY(early && early->send(std::array<std::int32_t, 3>{0x43414432, 1, 3}));
        }
        std::array<Held, 2> others;
        std::vector<std::jthread> threads;
        for (int rank = 1; rank < 3; ++rank)
            threads.emplace_back(
                [&, rank] { others[static_cast<std::size_t>(rank - 1)] = grasp(*listening, rank, 3); });
        QVERIFY(Lifeline::hold(*listening, 3, upTo(30s), kSilence));
        threads.clear();
        QVERIFY(others[0] && others[1]);
    }

    void knowsTheAddressByWhichItIsReached()
    {
        const auto all = world(2);
        QCOMPARE(all[0]->ownAddress(), std::string("127.0.0.1"));
        QCOMPARE(all[1]->ownAddress(), std::string("127.0.0.1"));
    }

    void namesTheFirstThatDidNotCome()
    {
        const auto listening = Socket::listening();
        QVERIFY(listening);
        Held second;
        std::jthread other([&] { second = grasp(*listening, 1, 3); });
        const auto held = Lifeline::hold(*listening, 3, upTo(300ms), kSilence);
        QVERIFY(!held);
        QCOMPARE(held.error().fault, Fault::NoAnswer);
        QCOMPARE(held.error().subject, std::string("rank 2"));
        other.join();
        QCOMPARE(second.error().fault, Fault::NoAnswer); // and does not wait for its own end
        QCOMPARE(second.error().subject, std::string("rank 0"));
    }

    void aRankIsTakenOnce()
    {
        const auto listening = Socket::listening();
        std::array<Held, 2> same;
        Held third;
        std::atomic<int> answered{0};
        std::vector<std::jthread> others;
        for (Held& one : same)
            others.emplace_back([&] {
                one = grasp(*listening, 1, 3);
                ++answered;
                answered.notify_all();
            });
        others.emplace_back([&] {
            answered.wait(0); // the other one goes on waiting for rank 2
            third = grasp(*listening, 2, 3);
        });
        const auto held = Lifeline::hold(*listening, 3, upTo(30s), kSilence);
        QVERIFY(held);
        others.clear();
        QVERIFY(same[0].has_value() != same[1].has_value());
        const auto& refused = same[0] ? same[1] : same[0];
        QCOMPARE(refused.error().fault, Fault::InvalidSetting);
        QCOMPARE(refused.error().subject, std::string("RANK"));
    }

    void anotherNumberOfRanksIsRefused()
    {
        const auto listening = Socket::listening();
        Held other;
        std::jthread thread([&] { other = grasp(*listening, 1, 4); });
        const auto held = Lifeline::hold(*listening, 2, upTo(30s), kSilence);
        thread.join();
        QCOMPARE(held.error().fault, Fault::RanksDiffer);
        QCOMPARE(held.error().subject, std::string("rank 1"));
        QCOMPARE(other.error().fault, Fault::RanksDiffer);
        QCOMPARE(other.error().subject, std::string("WORLD_SIZE"));
    }

    void strangersAreNotListenedTo()
    {
        const auto listening = Socket::listening();
        auto stranger = Socket::connected("127.0.0.1", listening->port(), upTo(10s));
        QVERIFY(stranger);
        QVERIFY(stranger->send(std::array<std::int32_t, 3>{1, 2, 3}));
        Held other;
        std::jthread thread([&] { other = grasp(*listening, 1, 2); });
        QVERIFY(Lifeline::hold(*listening, 2, upTo(30s), kSilence));
    }

    void waitingCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const Patience none{std::chrono::steady_clock::now() + 1h, stop.get_token()};
        const auto listening = Socket::listening();
        QCOMPARE(Lifeline::hold(*listening, 2, none, kSilence).error().fault, Fault::Cancelled);
        QCOMPARE(Socket::connected("127.0.0.1", test::freePort(), none).error().fault, Fault::Cancelled);
    }

    void aStrangerThatSaysNothingHoldsNobodyUp()
    {
        const auto listening = Socket::listening();
        const auto stranger = Socket::connected("127.0.0.1", listening->port(), upTo(10s));
        QVERIFY(stranger);
        std::stop_source stop;
        Held held;
        std::jthread thread([&] {
            held = Lifeline::hold(*listening, 2, {std::chrono::steady_clock::now() + 1h, stop.get_token()}, kSilence);
        });
        QElapsedTimer time;
        time.start();
        stop.request_stop();
        thread.join();
        QCOMPARE(held.error().fault, Fault::Cancelled);
        QVERIFY(time.elapsed() < 1000);
    }

    void saysWhereNobodyListens()
    {
        const auto port = test::freePort();
        const auto socket = Socket::connected("127.0.0.1", port, upTo(200ms));
        QCOMPARE(socket.error().fault, Fault::NoAnswer);
        QCOMPARE(socket.error().subject, "127.0.0.1:" + std::to_string(port));
        QCOMPARE(Socket::connected("no.such.host.invalid", port, upTo(200ms)).error().fault, Fault::NoAnswer);
    }
};

QTEST_GUILESS_MAIN(TestLifeline)
#include "tst_lifeline.moc"
