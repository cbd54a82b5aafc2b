#include "core/base/file.h"
#include "core/base/random.h"
#include "core/encoding/encoder.h"
#include "core/midi/midi_reader.h"
#include "core/originality/fingerprint_index.h"
#include "core/originality/originality_index.h"
#include "tests/support/music.h"
#include "tests/support/thorough.h"

#include <QFile>
#include <QtTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::originality;
using encoding::Event;

/// Passages of real pieces planted in others, and others alone: 500 of each in the thorough tier, a tenth otherwise.
/// A planted passage has 24 to 60 notes in another key; every second one has 40 to 60, two of them changed. A clean
/// stretch is one of 200 notes of a test piece that shares no run of 16 notes with the training pieces; passages are
/// planted in such stretches.
class TestRealCopies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fingerprintsFindThem();
    void theMusicItselfFindsThem();

private:
    struct Case {
        std::vector<Event> music;
        std::size_t piece{0}; ///< where the passage comes from
        std::size_t first{0};
        std::size_t notes{0}; ///< 0: clean
    };
    [[nodiscard]] std::vector<SourcePiece> piecesOf(const std::filesystem::path& folder, const QByteArray& part);
    [[nodiscard]] Case drawCase(Random& random, bool isPlanted) const;
    [[nodiscard]] bool isRight(const Case& planted, const std::optional<CopiedRun>& copy) const;
    template <class Index>
    void examine(const Index& index);

    std::vector<SourcePiece> known_;
    std::vector<SourcePiece> others_;
    std::shared_ptr<const OriginalityIndex> index_;
};

namespace {
constexpr std::size_t kStretch = 200;
constexpr std::size_t kPlantedAt = 70;
} // namespace

std::vector<SourcePiece> TestRealCopies::piecesOf(const std::filesystem::path& folder, const QByteArray& part)
{
    std::vector<SourcePiece> pieces;
    QFile split(folder / "split.csv");
    (void)split.open(QIODevice::ReadOnly);
    for (const QByteArray& line : split.readAll().split('\n')) {
        const auto cells = line.split(',');
        if (cells.size() < 3 || cells[2] != part)
            continue;
        const auto bytes = readFile(folder / "piano-midi" / cells[0].toStdString());
        const auto reading = bytes ? midi::readMidi(*bytes) : failure(Fault::NotFound);
        if (!reading)
            continue;
        const auto& piece = reading->sequences.front();
        pieces.push_back(
            sourcePieceOf(cells[0].toStdString(), piece, encoding::encode(piece, encoding::TimeBase::Beats)));
    }
    return pieces;
}

void TestRealCopies::initTestCase()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("No folder of real music: set CADENZA_SHARED_MUSIC to look for copies in it.");
    known_ = piecesOf(*music, "train");
    others_ = piecesOf(*music, "test");
    std::erase_if(known_, [](const SourcePiece& piece) { return piece.events.size() < 200; });
    std::erase_if(others_, [](const SourcePiece& piece) { return piece.events.size() < kStretch; });
    QVERIFY(known_.size() > 100 && others_.size() > 20);
    index_ = std::make_shared<const OriginalityIndex>(known_);
}

TestRealCopies::Case TestRealCopies::drawCase(Random& random, bool isPlanted) const
{
    Case drawn;
    const auto isClean = [&](const std::vector<Event>& events) {
        return std::ranges::max(index_->copiedRuns(events)) < kPassageNotes && !index_->longestCopy(events);
    };
    do {
        const auto& other = others_[random.below(others_.size())].events;
        const auto first = static_cast<std::ptrdiff_t>(random.below(other.size() - kStretch + 1));
        drawn.music.assign(other.begin() + first, other.begin() + first + static_cast<std::ptrdiff_t>(kStretch));
    } while (!isClean(drawn.music));
    if (!isPlanted)
        return drawn;
    const bool changed = random.below(2) == 1;
    drawn.piece = static_cast<std::size_t>(random.below(known_.size()));
    drawn.notes = static_cast<std::size_t>(changed ? 40 + random.below(21) : 24 + random.below(37));
    const auto& source = known_[drawn.piece].events;
    drawn.first = static_cast<std::size_t>(random.below(source.size() - drawn.notes + 1));
    const int transposed = static_cast<int>(random.below(12)) - 5;
    const auto raise = [](Event& event, int semitones) {
        event.pitch = static_cast<std::uint8_t>(std::clamp(event.pitch + semitones, 0, 127));
    };
    for (std::size_t i = 0; i < drawn.notes; ++i) {
        drawn.music[kPlantedAt + i] = source[drawn.first + i];
        raise(drawn.music[kPlantedAt + i], transposed);
    }
    for (int change = 0; changed && change < 2; ++change)
        raise(drawn.music[kPlantedAt + 1 + random.below(drawn.notes - 2)], 1 + static_cast<int>(random.below(3)));
    return drawn;
}

/// The passage, or another place of the known music that is the same note for note over most of what was planted.
bool TestRealCopies::isRight(const Case& planted, const std::optional<CopiedRun>& copy) const
{
    if (!copy || copy->first + copy->notes <= kPlantedAt || copy->first >= kPlantedAt + planted.notes)
        return false;
    if (copy->piece == planted.piece && copy->pieceNote + kPlantedAt == planted.first + copy->first)
        return true;
    const auto wanted = tokensOf(std::span(planted.music).subspan(copy->first, copy->notes));
    const auto found = tokensOf(std::span(known_[copy->piece].events).subspan(copy->pieceNote, copy->notes));
    std::size_t same = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        same += wanted[i] == found[i] ? 1 : 0;
    return wanted.size() - same <= 4; // two changed notes change four tokens
}

template <class Index>
void TestRealCopies::examine(const Index& index)
{
    const auto count = test::tenthOf(500);
    Random random(2'026);
    std::uint64_t found = 0, wrong = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Case planted = drawCase(random, true);
        found += isRight(planted, index.longestCopy(planted.music)) ? 1 : 0;
        wrong += index.longestCopy(drawCase(random, false).music) ? 1 : 0;
    }
    const auto figures = QStringLiteral("%1 of %2 planted passages found with their place, %3 of %2 clean ones accused")
                             .arg(found)
                             .arg(count)
                             .arg(wrong);
    qInfo().noquote() << figures;
    const std::uint64_t oneInAHundred = std::max<std::uint64_t>(count / 100, 1); // in a tenth one is less than that
    QVERIFY2(count - found <= oneInAHundred, qPrintable(figures));
    QVERIFY2(wrong <= oneInAHundred, qPrintable(figures));
}

void TestRealCopies::fingerprintsFindThem()
{
    auto fingerprints = std::make_shared<Fingerprints>();
    for (const SourcePiece& piece : known_)
        fingerprints->add(piece);
    examine(FingerprintIndex(fingerprints));
}

void TestRealCopies::theMusicItselfFindsThem()
{
    examine(*index_);
}

QTEST_GUILESS_MAIN(TestRealCopies)
#include "tst_real_copies.moc"
