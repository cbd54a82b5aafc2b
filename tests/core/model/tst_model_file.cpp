#include "core/base/file.h"
#include "core/base/random.h"
#include "core/model/half.h"
#include "core/model/model.h"
#include "core/model/safetensors.h"
#include "core/model/sha256.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

using namespace cadenza;
using namespace cadenza::model;

namespace {

Model tinyModel()
{
    Model model;
    model.shape = {.hidden = 4, .layers = 1, .composers = 3};
    model.composers = {"Satie", "Ravel “Maurice”"};
    model.card.name = "Tiny";
    model.card.trainedOn = "nothing";
    model.card.validNll = 5.25;
    model.card.sourceHashes = {"abc"};
    Random random(5);
    for (const auto& spec : parametersOf(model.shape)) {
        auto& values = model.parameters[spec.name];
        for (std::size_t i = 0; i < spec.elements(); ++i)
            values.push_back(static_cast<float>(random.uniform() * 4.0 - 2.0));
    }
    return model;
}

std::shared_ptr<const originality::Fingerprints> someFingerprints()
{
    originality::SourcePiece piece{"Satie: “Gymnopédie”", {}, {}};
    for (std::uint8_t i = 0; i < 30; ++i) {
        piece.events.push_back(
            {.step = static_cast<std::uint8_t>(i % 5), .pitch = static_cast<std::uint8_t>(50 + i % 7)});
        piece.bars.push_back(i / 4U + 1U);
    }
    originality::Fingerprints fingerprints;
    fingerprints.add(piece);
    return std::make_shared<const originality::Fingerprints>(fingerprints);
}

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

/// A file with this header and so many bytes of payload.
std::vector<std::byte> fileWith(const std::string& header, std::size_t payload)
{
    std::string text;
    for (std::size_t i = 0; i < 8; ++i)
        text += static_cast<char>((header.size() >> (8 * i)) & 0xff);
    return bytesOf(text + header + std::string(payload, '\0'));
}

} // namespace

/// What a model file must keep, and that nothing else is read.
class TestModelFile : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path path(const char* name) { return folder_.filePath(QString::fromUtf8(name)).toStdString(); }

    /// The bytes of a sound model.
    std::vector<std::byte> soundFile()
    {
        const auto file = path("sound.safetensors");
        (void)writeModel(file, tinyModel());
        return *readFile(file);
    }

    Result<std::shared_ptr<const Model>> readBytes(const std::vector<std::byte>& bytes)
    {
        const auto file = path("changed.safetensors");
        (void)writeFileAtomically(file, bytes);
        return readModel(file);
    }

private Q_SLOTS:
    void givesBackWhatWasWritten()
    {
        const Model model = tinyModel();
        QVERIFY(writeModel(path("m"), model));
        const auto read = readModel(path("m"));
        QVERIFY(read);
        QVERIFY((*read)->parameters == model.parameters);
        QVERIFY((*read)->shape == model.shape);
        QVERIFY((*read)->composers == model.composers);
        QCOMPARE((*read)->card.name, model.card.name);
        QCOMPARE((*read)->card.validNll, model.card.validNll);
        QVERIFY((*read)->card.sourceHashes == model.card.sourceHashes);
        QCOMPARE(contentHash(**read), contentHash(model));
    }

    void keepsTheFingerprintsOfItsMusic()
    {
        Model model = tinyModel();
        QVERIFY(writeModel(path("without"), model));
        QVERIFY(!(*readModel(path("without")))->fingerprints);
        model.fingerprints = someFingerprints();
        QVERIFY(writeModel(path("with"), model, Precision::Float16));
        const auto read = readModel(path("with"));
        QVERIFY(read);
        QVERIFY((*read)->fingerprints);
        QVERIFY(*(*read)->fingerprints == *model.fingerprints);
        QCOMPARE(contentHash(model), contentHash(tinyModel()));
    }

    void keepsTheWholeCard()
    {
        Model model = tinyModel();
        model.card.licence = "CC BY-SA 3.0";
        model.card.attribution = "whoever wrote it down";
        model.card.settings = R"({"hidden":4})";
        model.card.examples = {"take 1 of the seed “dawn”"};
        QVERIFY(writeModel(path("card"), model));
        const auto card = (*readModel(path("card")))->card;
        QCOMPARE(card.licence, model.card.licence);
        QCOMPARE(card.attribution, model.card.attribution);
        QCOMPARE(card.settings, model.card.settings);
        QVERIFY(card.examples == model.card.examples);
    }

    void whateverTheCardSaysTheFileCanBeRead()
    {
        Model model = tinyModel();
        model.card.name = std::string(1 << 20, 'n') + "\xff\x01";
        model.card.attribution = "\u202E<b>\"../../\"</b>";
        model.card.validNll = std::numeric_limits<double>::quiet_NaN();
        model.card.sourceHashes.assign(50'000, std::string(64, 'a'));
        QVERIFY(writeModel(path("long"), model));
        const auto read = readModel(path("long"));
        QVERIFY(read);
        QCOMPARE((*read)->card.name.size(), std::size_t{16384});
        QCOMPARE((*read)->card.attribution, model.card.attribution);
        QCOMPARE((*read)->card.validNll, 0.0);
        QCOMPARE((*read)->card.sourceHashes.size(), std::size_t{8000});
        model.composers[0] = std::string(2 << 20, 'c');
        const auto refused = writeModel(path("too long"), model);
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::NotWritable);
    }

    /// By Qt's JSON and the words of the format alone, so that our own parser is no witness for our own writer.
    void keepsTheRulesOfThePythonPackage()
    {
        const auto bytes = soundFile();
        quint64 length = 0;
        std::memcpy(&length, bytes.data(), 8);
        QVERIFY(length % 8 == 0 && length <= bytes.size() - 8 && length <= 100'000'000);
        const QByteArray header(reinterpret_cast<const char*>(bytes.data()) + 8, static_cast<qsizetype>(length));
        QVERIFY(header.startsWith('{'));
        const QJsonObject entries = QJsonDocument::fromJson(header.trimmed()).object();
        for (const QJsonValue& value : entries[QStringLiteral("__metadata__")].toObject())
            QVERIFY(value.isString());
        QMap<qint64, qint64> ranges;
        for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
            if (entry.key() == QStringLiteral("__metadata__"))
                continue;
            const QJsonObject tensor = entry.value().toObject();
            QCOMPARE(tensor[QStringLiteral("dtype")].toString(), QStringLiteral("F32"));
            qint64 size = 4;
            for (const QJsonValue& extent : tensor[QStringLiteral("shape")].toArray())
                size *= extent.toInteger();
            const QJsonArray offsets = tensor[QStringLiteral("data_offsets")].toArray();
            QCOMPARE(offsets[1].toInteger() - offsets[0].toInteger(), size);
            ranges[offsets[0].toInteger()] = offsets[1].toInteger();
        }
        QCOMPARE(ranges.size(), static_cast<qsizetype>(parametersOf(tinyModel().shape).size()));
        qint64 at = 0;
        for (auto range = ranges.begin(); range != ranges.end(); ++range) {
            QCOMPARE(range.key(), at);
            at = range.value();
        }
        QCOMPARE(at, static_cast<qint64>(bytes.size() - 8 - length));
    }

    void thePythonPackageReadsIt()
    {
        if (QProcess::execute(QStringLiteral("python3"),
                              {QStringLiteral("-c"), QStringLiteral("import safetensors.numpy")})
            != 0)
            QSKIP("the Python package safetensors is not installed here");
        (void)soundFile();
        const QString script = QStringLiteral("import sys, safetensors.numpy as s; "
                                              "print(len(s.load_file(sys.argv[1])))");
        QProcess python;
        python.start(QStringLiteral("python3"),
                     {QStringLiteral("-c"), script, QString::fromStdString(path("sound.safetensors").string())});
        QVERIFY(python.waitForFinished());
        QCOMPARE(python.readAllStandardOutput().trimmed().toULongLong(), parametersOf(tinyModel().shape).size());
    }

    void halvesKeepElevenBits()
    {
        const Model model = tinyModel();
        QVERIFY(writeModel(path("h"), model, Precision::Float16));
        const auto read = readModel(path("h"));
        QVERIFY(read);
        for (const auto& [name, values] : model.parameters)
            for (std::size_t i = 0; i < values.size(); ++i)
                QVERIFY(std::abs((*read)->parameters.at(name)[i] - values[i])
                        <= std::max(std::abs(values[i]) / 2048.0F, 0x1p-25F));
        QVERIFY(std::filesystem::file_size(path("h")) < soundFile().size() * 6 / 10);
    }

    void everyHalfSurvivesTheRoundTrip()
    {
        for (unsigned bits = 0; bits < 0x10000; ++bits) {
            const float value = floatOf(static_cast<std::uint16_t>(bits));
            if (!std::isnan(value))
                QCOMPARE(halfOf(value), static_cast<std::uint16_t>(bits));
        }
    }

    void halvesRoundToTheNearestEven()
    {
        QCOMPARE(halfOf(1.0F + 0x1p-11F), std::uint16_t{0x3c00});
        QCOMPARE(halfOf(1.0F + 0x1.8p-10F), std::uint16_t{0x3c02});
        QCOMPARE(halfOf(65519.0F), std::uint16_t{0x7bff});
        QCOMPARE(halfOf(65520.0F), std::uint16_t{0x7c00});
        QCOMPARE(halfOf(0x1p-25F), std::uint16_t{0});
        QCOMPARE(halfOf(0x1.8p-25F), std::uint16_t{1});
    }

    void hashesAsTheStandardSays() // FIPS 180-4, example for "abc"
    {
        QCOMPARE(Sha256().add("abc").hex(),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void contentHashNoticesEveryChange()
    {
        const Model model = tinyModel();
        auto other = model;
        other.parameters.at("lstm.0.bias")[3] += 0.5F;
        QVERIFY(contentHash(other) != contentHash(model));
        other = model;
        other.timeBase = encoding::TimeBase::Performance;
        QVERIFY(contentHash(other) != contentHash(model));
        other = model;
        other.card.name = "another name";
        QCOMPARE(contentHash(other), contentHash(model));
    }

    void noticesAnyChangedByte()
    {
        const auto sound = soundFile();
        Random random(11);
        for (int i = 0; i < 300; ++i) {
            auto bytes = sound;
            bytes[random.below(bytes.size())] ^= static_cast<std::byte>(1U << random.below(8));
            const auto read = readBytes(bytes);
            if (read) // whitespace after the header is the one thing that means nothing
                QVERIFY((*read)->parameters == tinyModel().parameters);
            else
                QVERIFY(read.error().fault == Fault::NotModel || read.error().fault == Fault::WrongEncoding);
        }
    }

    void noticesEveryTruncation()
    {
        const auto sound = soundFile();
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{7}, std::size_t{8}, std::size_t{100}, sound.size() - 1}) {
            const auto read = readBytes({sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size)});
            QVERIFY(!read);
            QCOMPARE(read.error().fault, Fault::NotModel);
            QCOMPARE(read.error().subject, path("changed.safetensors").string());
        }
    }

    void refusesWeightsThatAreNoNumbers()
    {
        auto model = tinyModel();
        model.parameters.at("head.step.bias")[0] = std::numeric_limits<float>::infinity();
        QVERIFY(writeModel(path("inf"), model));
        const auto read = readModel(path("inf"));
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::NotModel);
        QVERIFY(read.error().detail.find("head.step.bias") != std::string::npos);
    }

    void saysWhatIsMissing()
    {
        const auto read = readModel(path("nowhere"));
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::NotFound);
    }

    void refusesHeadersThatBreakTheFormat_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("payload");
        const QByteArray one = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
        QTest::newRow("not JSON") << QByteArray("{\"a\":") << 0;
        QTest::newRow("not an object") << QByteArray("[1]") << 0;
        QTest::newRow("doubled key") << "{" + one + "," + one + "}" << 8;
        QTest::newRow("bytes left over") << "{" + one + "}" << 9;
        QTest::newRow("leaves the file") << "{" + one + "}" << 7;
        QTest::newRow("starts late") << QByteArray(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}})") << 9;
        QTest::newRow("offsets backwards")
            << QByteArray(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})") << 8;
        QTest::newRow("negative size") << QByteArray(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})") << 8;
        QTest::newRow("shape too small") << QByteArray(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})")
                                         << 8;
        QTest::newRow("product overflows")
            << QByteArray(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})") << 0;
        QTest::newRow("unknown dtype") << QByteArray(R"({"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})") << 8;
        QTest::newRow("extra key") << QByteArray(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}})")
                                   << 8;
        QTest::newRow("metadata of numbers") << QByteArray(R"({"__metadata__":{"a":1}})") << 0;
        QTest::newRow("nested deeply") << "{\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}" << 0;
        QTest::newRow("overlap") << QByteArray(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                               R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})")
                                 << 12;
    }

    void refusesHeadersThatBreakTheFormat()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, payload);
        const auto file = fileWith(header.toStdString(), static_cast<std::size_t>(payload));
        const auto parsed = parseTensorFile(file);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().fault, Fault::NotModel);
        QVERIFY(!parsed.error().detail.empty());
    }

    void refusesAHeaderLongerThanTheFile()
    {
        auto file = fileWith("{}", 0);
        file[7] = std::byte{0x7f};
        const auto parsed = parseTensorFile(file);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().byteOffset, std::optional<std::size_t>(0));
    }

    void readsTheSmallestFileOfTheFormat()
    {
        const auto file = fileWith(R"({"a":{"dtype":"F16","shape":[],"data_offsets":[0,2]}})", 2);
        const auto parsed = parseTensorFile(file);
        QVERIFY(parsed);
        QCOMPARE(parsed->tensors.size(), std::size_t{1});
        QCOMPARE(parsed->tensors[0].bytes.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestModelFile)
#include "tst_model_file.moc"
