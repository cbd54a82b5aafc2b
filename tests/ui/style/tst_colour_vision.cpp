#include "tests/support/colour_vision.h"
#include "ui/roll/roll_colours.h"
#include "ui/style/palette.h"

#include <QTest>

#include <vector>

using namespace cadenza;
using namespace cadenza::ui;
using namespace cadenza::test;
using namespace Qt::StringLiterals;

/// Colours that tell things apart, as those see them who lack one kind of cones. 14 is six times what is just noticed
/// (ΔE*ab 2.3).
class TestColourVision : public QObject {
    Q_OBJECT

    static constexpr double kLeast = 14.0;

    static void addThemesAndVisions()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<int>("vision");
        for (const auto& [theme, name] :
             {std::pair{Theme::Dark, "dark"}, {Theme::Light, "light"}, {Theme::HighContrast, "high contrast"}})
            for (const auto& [vision, kind] : {std::pair{Vision::Usual, "usual"},
                                               {Vision::Protanopia, "protanopia"},
                                               {Vision::Deuteranopia, "deuteranopia"},
                                               {Vision::Tritanopia, "tritanopia"}})
                QTest::addRow("%s, %s", name, kind) << static_cast<int>(theme) << static_cast<int>(vision);
    }

    static void verifyApart(const std::vector<QColor>& colours, Vision vision, double least)
    {
        for (std::size_t i = 0; i < colours.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const double apart = test::distance(colours[i], colours[j], vision);
                QVERIFY2(apart >= least,
                         qPrintable(u"%1 and %2: %3"_s.arg(colours[i].name(), colours[j].name()).arg(apart)));
            }
    }

private Q_SLOTS:
    void musicMadeAndSoundingAreToldApart_data() { addThemesAndVisions(); }
    void musicMadeAndSoundingAreToldApart()
    {
        QFETCH(int, theme);
        QFETCH(int, vision);
        const Palette& p = Palette::of(static_cast<Theme>(theme));
        verifyApart({p.music, p.made, p.sounding}, static_cast<Vision>(vision), kLeast);
    }

    void bothLossesAreToldApart_data() { addThemesAndVisions(); }
    void bothLossesAreToldApart()
    {
        QFETCH(int, theme);
        QFETCH(int, vision);
        const Palette& p = Palette::of(static_cast<Theme>(theme));
        verifyApart({p.trainLoss, p.validLoss}, static_cast<Vision>(vision), kLeast);
    }

    void goodAndErrorAreToldApart_data() { addThemesAndVisions(); }
    void goodAndErrorAreToldApart() // warnings and errors, alike in kind, have other words and symbols
    {
        QFETCH(int, theme);
        QFETCH(int, vision);
        const Palette& p = Palette::of(static_cast<Theme>(theme));
        verifyApart({p.good, p.error}, static_cast<Vision>(vision), 12.0);
    }

    void handsAndEightPartsAreToldApart_data() { addThemesAndVisions(); }
    void handsAndEightPartsAreToldApart()
    {
        QFETCH(int, theme);
        QFETCH(int, vision);
        const RollColours colours(Palette::of(static_cast<Theme>(theme)));
        std::vector<QColor> parts;
        for (std::size_t part = 0; part < 8; ++part)
            parts.emplace_back(colours.ofPart(part, Emphasis::Full, 127).body);
        verifyApart(parts, static_cast<Vision>(vision), kLeast);
    }
};

QTEST_GUILESS_MAIN(TestColourVision)
#include "tst_colour_vision.moc"
