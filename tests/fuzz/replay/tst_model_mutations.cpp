#include "core/base/file.h"
#include "core/base/random.h"
#include "core/model/model.h"
#include "core/model/safetensors.h"
#include "core/model/sha256.h"
#include "tests/fuzz/replay/counted_memory.h"
#include "tests/support/damage.h"
#include "tests/support/random_classic_model.h"
#include "tests/support/random_model.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

using namespace cadenza;
using namespace cadenza::model;

/// Model files with seeded damage, under the address sanitizer: accepted only where they are valid, never a crash,
/// never memory beyond what the file's size bounds. 5,000 files where CADENZA_THOROUGH is set, a tenth of them
/// otherwise.
class TestModelMutations : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] std::filesystem::path at(const char* name) const
    {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }

private Q_SLOTS:
    void acceptsOnlyWhatIsValid();
    void needsMemoryForNoMoreThanThereIs();
};

namespace {

using Bytes = std::vector<std::byte>;

/// The file, its weights as floats (twice its size from halves), one tensor more while it is moved.
constexpr std::size_t kMemoryPerByte = 4;
constexpr std::size_t kMemoryOfAnyReading = std::size_t{256} << 10;
/// JSON takes several times its length, so a file that is all header is bounded apart.
constexpr std::size_t kMemoryPerHeaderByte = 120;

std::size_t headerLength(const Bytes& file)
{
    std::uint64_t length = 0;
    if (file.size() >= 8)
        std::memcpy(&length, file.data(), 8);
    return static_cast<std::size_t>(std::min<std::uint64_t>({length, file.size(), kMaxHeaderBytes}));
}

std::size_t memoryFor(const Bytes& file)
{
    return kMemoryOfAnyReading + kMemoryPerByte * file.size() + kMemoryPerHeaderByte * headerLength(file);
}

/// Changes one thing in the header's text, keeping the length in front true: the damage that a checksum of the weights
/// does not see.
Bytes withChangedHeader(const Bytes& file, Random& random)
{
    const std::size_t length = headerLength(file);
    std::string header(reinterpret_cast<const char*>(file.data()) + 8, length);
    constexpr std::string_view digits = "0123456789-{}[]\",:eE. ntf";
    for (std::uint64_t count = 1 + random.below(3); count > 0; --count) {
        const std::size_t place = random.below(header.size());
        switch (random.below(3)) {
        case 0: header[place] = digits[random.below(digits.size())]; break;
        case 1: header.erase(place, 1 + random.below(8)); break;
        default: header.insert(place, 1, digits[random.below(digits.size())]); break;
        }
    }
    Bytes changed(8);
    const std::uint64_t now = header.size();
    std::memcpy(changed.data(), &now, 8);
    const auto text = std::as_bytes(std::span(header));
    changed.insert(changed.end(), text.begin(), text.end());
    changed.insert(changed.end(), file.begin() + 8 + static_cast<std::ptrdiff_t>(length), file.end());
    return changed;
}

/// Every rule that a model which was let in must keep.
bool isValid(const Model& model)
{
    const auto specs = parametersOf(model);
    if (model.parameters.size() != specs.size() || model.composers.size() + 1 != std::size_t(model.shape.composers))
        return false;
    return std::ranges::all_of(specs, [&](const ParameterSpec& spec) {
        const auto found = model.parameters.find(spec.name);
        return found != model.parameters.end() && found->second.size() == spec.elements()
               && std::ranges::all_of(found->second, [](float value) { return std::isfinite(value); });
    });
}

/// The model with the fingerprints of two pieces.
Model marked(Model model)
{
    originality::Fingerprints fingerprints;
    for (const int count : {40, 5}) {
        originality::SourcePiece piece{"piece", {}, {}};
        for (int i = 0; i < count; ++i) {
            piece.events.push_back({.step = static_cast<std::uint8_t>(i % 5), .pitch = static_cast<std::uint8_t>(i)});
            piece.bars.push_back(static_cast<std::uint32_t>(i / 4 + 1));
        }
        fingerprints.add(piece);
    }
    model.fingerprints = std::make_shared<const originality::Fingerprints>(fingerprints);
    return model;
}

} // namespace

void TestModelMutations::acceptsOnlyWhatIsValid()
{
    const auto small = test::randomModel({.hidden = 4, .layers = 2, .composers = 1});
    QVERIFY(writeModel(at("full"), *small));
    QVERIFY(writeModel(at("half"), *small, Precision::Float16));
    QVERIFY(writeModel(at("marked"), marked(*small)));
    const std::vector<encoding::ClassicToken> tokens{{{60}, 0, 12}, {{58, 62}, 6, 4}};
    QVERIFY(writeModel(at("classic"), *test::randomClassicModel(tokens)));
    const std::vector<Bytes> good{*readFile(at("full")), *readFile(at("half")), *readFile(at("marked")),
                                  *readFile(at("classic"))};
    const std::string content = contentHash(*small);

    const std::uint64_t count = qEnvironmentVariableIsSet("CADENZA_THOROUGH") ? 5000 : 500;
    std::uint64_t accepted = 0;
    double largest = 0.0;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        Random random(seed);
        const Bytes& from = good[random.below(good.size())];
        const Bytes file = random.below(2) == 0 ? withChangedHeader(from, random) : test::damaged(from, random);
        std::ofstream(at("damaged"), std::ios::binary)
            .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
        const QByteArray which = "seed " + QByteArray::number(static_cast<qulonglong>(seed));
        test::watchMemory();
        {
            const auto read = readModel(at("damaged"));
            if (read) {
                ++accepted;
                QVERIFY2(isValid(**read), which);
                if (&from == &good[0]) // what lies under the checksum is what was written
                    QVERIFY2(contentHash(**read) == content, which);
            } else {
                QVERIFY2(read.error().fault == Fault::NotModel || read.error().fault == Fault::WrongEncoding, which);
                QVERIFY2(!read.error().detail.empty(), which);
            }
        }
        QVERIFY2(test::mostMemory() <= memoryFor(file),
                 which + ": " + QByteArray::number(qulonglong(test::mostMemory())));
        largest = std::max(largest, static_cast<double>(test::mostMemory()) / static_cast<double>(file.size() + 1));
    }
    qInfo("mutated safetensors: %llu files, %llu accepted and valid; at most %.1f bytes of memory a byte",
          static_cast<unsigned long long>(count), static_cast<unsigned long long>(accepted), largest);
}

void TestModelMutations::needsMemoryForNoMoreThanThereIs()
{
    const auto headerFile = [](const std::string& header, std::uint64_t claimed) {
        Bytes file(8);
        std::memcpy(file.data(), &claimed, 8);
        const auto text = std::as_bytes(std::span(header));
        file.insert(file.end(), text.begin(), text.end());
        return file;
    };
    const std::string entry = R"("a":{"dtype":"F32","shape":[1000000000,1000000],"data_offsets":[0,4000000000000000]})";
    std::string many = "{";
    for (int i = 0; i < 8000; ++i)
        many += "\"" + std::to_string(i) + R"(":{"dtype":"F32","shape":[],"data_offsets":[0,0]},)";
    many.back() = '}';
    const std::string long_ = "{\"__metadata__\":{\"k\":\"" + std::string(1 << 19, 'v') + "\"}}";
    const std::string numbers = "{\"a\":[" + std::string(1 << 18, '1') + "]}";
    for (const Bytes& file :
         {headerFile("{" + entry + "}", entry.size() + 2), headerFile("{}", ~0ULL), headerFile("{}", 1ULL << 40),
          headerFile(many, many.size()), headerFile(long_, long_.size()), headerFile(numbers, numbers.size()),
          headerFile("{\"a\":" + std::string(1 << 19, '['), (1 << 19) + 5)}) {
        test::watchMemory();
        QVERIFY(!parseTensorFile(file) || headerLength(file) == long_.size());
        QVERIFY2(test::mostMemory() <= memoryFor(file), QByteArray::number(qulonglong(test::mostMemory())));
    }
}

QTEST_GUILESS_MAIN(TestModelMutations)
#include "tst_model_mutations.moc"
