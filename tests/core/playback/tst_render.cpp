#include "core/playback/render.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace cadenza;
using namespace cadenza::playback;

namespace {

const std::filesystem::path kFont = "/usr/share/sounds/sf2/TimGM6mb.sf2";

bool fontMissing()
{
    return !std::filesystem::exists(kFont);
}

Performance chordAt(double seconds)
{
    Performance performance;
    for (const std::uint8_t key : {std::uint8_t{60}, std::uint8_t{64}, std::uint8_t{67}}) {
        performance.messages.push_back({Seconds{seconds}, 0x90, key, 90, 0});
        performance.messages.push_back({Seconds{seconds + 0.5}, 0x80, key, 64, 0});
    }
    std::ranges::stable_sort(performance.messages, {}, &TimedMessage::at);
    performance.length = Seconds{seconds + 0.5};
    return performance;
}

Result<std::vector<float>> rendered(const Performance& performance, const std::filesystem::path& font = kFont)
{
    std::vector<float> all;
    const auto done = renderAudio(performance, font, [&](std::span<const float> stereo) -> Result<void> {
        all.insert(all.end(), stereo.begin(), stereo.end());
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return all;
}

} // namespace

class TestRender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (fontMissing())
            QSKIP("the SoundFont TimGM6mb.sf2 (package timgm6mb-soundfont) is not installed");
    }

    void twoRendersAreIdentical()
    {
        const auto one = rendered(chordAt(0.2));
        const auto two = rendered(chordAt(0.2));
        QVERIFY(one && two);
        QVERIFY(*one == *two);
        QVERIFY(one->size() > 2 * kSampleRate / 2);
    }

    void soundBeginsWhereTheNoteDoes()
    {
        const auto audio = rendered(chordAt(1.0));
        QVERIFY(audio);
        const auto first = std::ranges::find_if(*audio, [](float s) { return std::abs(s) > 0.005F; });
        const double at = static_cast<double>(first - audio->begin()) / 2 / kSampleRate;
        QVERIFY2(at > 0.999 && at < 1.015, qPrintable(QString::number(at)));
    }

    void tailDiesAwayWithinSixSeconds()
    {
        const auto audio = rendered(chordAt(0.0));
        QVERIFY(audio);
        const double seconds = static_cast<double>(audio->size()) / 2 / kSampleRate;
        QVERIFY(seconds > 0.5 && seconds < 6.7);
        const float last = std::abs(audio->back());
        QVERIFY(last < 1e-3F);
    }

    void missingFontIsNamed()
    {
        const auto audio = rendered(chordAt(0.0), "/nowhere/font.sf2");
        QVERIFY(!audio);
        QCOMPARE(audio.error().fault, Fault::NoSoundFont);
        QCOMPARE(audio.error().subject, std::string("/nowhere/font.sf2"));
    }

    void brokenFontsAreRefused_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("not a SoundFont") << qint64{-1};
        QTest::newRow("empty") << qint64{0};
        QTest::newRow("header only") << qint64{12};
        QTest::newRow("cut in the samples") << qint64{100000};
        QTest::newRow("cut near the end") << qint64{5900000};
    }

    void brokenFontsAreRefused()
    {
        QFETCH(qint64, bytes);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("broken.sf2"));
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QFile font(QString::fromStdString(kFont.string()));
        QVERIFY(font.open(QIODevice::ReadOnly));
        out.write(bytes < 0 ? QByteArray(5000, 'x') : font.read(bytes));
        out.close();
        const auto audio = rendered(chordAt(0.0), path.toStdString());
        QVERIFY(!audio);
        QCOMPARE(audio.error().fault, Fault::NoSoundFont);
    }

    void cancelEndsIt()
    {
        std::stop_source stop;
        int deliveries = 0;
        const auto done = renderAudio(
            chordAt(3000.0), kFont,
            [&](std::span<const float>) -> Result<void> {
                if (++deliveries == 3)
                    stop.request_stop();
                return {};
            },
            stop.get_token());
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::Cancelled);
        QCOMPARE(deliveries, 3);
    }

    void consumersErrorEndsIt()
    {
        const auto done = renderAudio(chordAt(1.0), kFont, [](std::span<const float>) -> Result<void> {
            return failure(Fault::DiskFull, "x.wav");
        });
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::DiskFull);
    }

    void drumsAndOtherInstrumentsSound()
    {
        Performance performance = chordAt(0.0);
        performance.messages.insert(performance.messages.begin(), {Seconds{0.0}, 0xC1, 40, 0, 1});
        performance.messages.push_back({Seconds{0.1}, 0x91, 70, 90, 1});
        performance.messages.push_back({Seconds{0.1}, 0x99, 38, 90, 2});
        performance.messages.push_back({Seconds{0.4}, 0x81, 70, 90, 1});
        performance.messages.push_back({Seconds{0.4}, 0x89, 38, 90, 2});
        std::ranges::stable_sort(performance.messages, {}, &TimedMessage::at);
        const auto more = rendered(performance);
        const auto less = rendered(chordAt(0.0));
        QVERIFY(more && less);
        QVERIFY(*more != *less);
    }
};

QTEST_GUILESS_MAIN(TestRender)
#include "tst_render.moc"
