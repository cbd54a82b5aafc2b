#include "core/base/random.h"
#include "tests/fuzz/corpus.h"
#include "tests/fuzz/harness.h"
#include "tests/support/damage.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cadenza;

/// What the fuzzer starts from, and seeded damage to it, through the fuzz targets under the sanitizers: a fixed part of
/// what ten minutes of fuzzing try, for every run of the tests. The targets abort where something does not hold.
class TestCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAnyBytes();
    void opensAnyZip();
};

namespace {

using Target = void (*)(std::span<const std::uint8_t>);

void feed(Target target, const fuzz::Bytes& bytes)
{
    target({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

void feedDamaged(Target target, const std::vector<fuzz::Bytes>& corpus, std::uint64_t count)
{
    for (const fuzz::Bytes& file : corpus)
        feed(target, file);
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        Random random(seed);
        feed(target, test::damaged(corpus[random.below(corpus.size())], random));
    }
}

} // namespace

void TestCorpus::readsAnyBytes()
{
    const auto corpus = fuzz::midiFiles();
    QVERIFY(corpus.size() >= 8);
    feedDamaged(&fuzz::readAnyBytes, corpus, 40000);
}

void TestCorpus::opensAnyZip()
{
    const QTemporaryDir folder;
    const auto corpus = fuzz::zipFiles(folder.path().toStdString());
    QVERIFY(corpus.size() >= 3);
    for (const auto& zip : corpus)
        QVERIFY(zip.size() > 60);
    feedDamaged(&fuzz::openAnyZip, corpus, 40000);
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
