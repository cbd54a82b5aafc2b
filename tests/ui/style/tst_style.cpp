#include "ui/style/icon.h"
#include "ui/style/message_bar.h"
#include "ui/style/palette.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFontMetrics>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QWheelEvent>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// What every page relies on: readable colours, icons that exist and follow the theme, one message at a time.
class TestStyle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsReadableOnEverySurface_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("dark") << static_cast<int>(Theme::Dark);
        QTest::newRow("light") << static_cast<int>(Theme::Light);
        QTest::newRow("high contrast") << static_cast<int>(Theme::HighContrast);
    }

    void everyTextIsReadableOnEverySurface()
    {
        QFETCH(int, theme);
        const Palette& p = Palette::of(static_cast<Theme>(theme));
        for (const QColor& surface : {p.window, p.surface, p.raised})
            for (const QColor& text : {p.text, p.secondaryText, p.music, p.made, p.sounding, p.trainLoss, p.validLoss,
                                       p.good, p.warning, p.error})
                QVERIFY2(contrast(text, surface) >= 4.5, qPrintable(text.name() + u" on "_s + surface.name()));
        for (const QColor& surface : {p.hovered(), p.selected()})
            for (const QColor& text : {p.text, p.secondaryText})
                QVERIFY2(contrast(text, surface) >= 4.5, qPrintable(text.name() + u" on "_s + surface.name()));
        for (const QColor& accent : {p.music, p.made, p.sounding, p.trainLoss})
            QVERIFY2(contrast(p.onAccent(), accent) >= 4.5,
                     qPrintable(p.onAccent().name() + u" on "_s + accent.name()));
    }

    void highContrastIsMoreThanSevenToOne()
    {
        const Palette& p = Palette::of(Theme::HighContrast);
        for (const QColor& surface : {p.window, p.surface, p.raised, p.hovered(), p.selected()})
            for (const QColor& text : {p.text, p.secondaryText})
                QVERIFY2(contrast(text, surface) >= 7.0, qPrintable(text.name() + u" on "_s + surface.name()));
        for (const QColor& surface : {p.window, p.surface, p.raised}) {
            for (const QColor& text :
                 {p.music, p.made, p.sounding, p.trainLoss, p.validLoss, p.good, p.warning, p.error})
                QVERIFY2(contrast(text, surface) >= 7.0, qPrintable(text.name() + u" on "_s + surface.name()));
            QVERIFY(contrast(p.line, surface) >= 3.0); // WCAG 2.1, 1.4.11: what a control is made of
        }
        for (const QColor& accent : {p.music, p.made, p.sounding, p.trainLoss})
            QVERIFY2(contrast(p.onAccent(), accent) >= 7.0, qPrintable(accent.name()));
    }

    void theWheelChangesOnlyWhatHasFocus()
    {
        applyTheme(*qApp, Theme::Dark);
        QWidget page;
        auto* number = new QSpinBox(&page);
        auto* choice = new QComboBox(&page);
        choice->addItems({u"one"_s, u"two"_s});
        choice->move(0, 60);
        number->setValue(50);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.setFocus();
        const auto roll = [](QWidget& on) {
            const QPointF at(5, 5);
            QWheelEvent wheel(at, on.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                              false);
            QApplication::sendEvent(&on, &wheel);
        };
        roll(*number);
        roll(*choice);
        QCOMPARE(number->value(), 50);
        QCOMPARE(choice->currentIndex(), 0);
        QVERIFY(!number->hasFocus());
        number->setFocus();
        roll(*number);
        QCOMPARE(number->value(), 49);
    }

    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }

    void styleSheetHasNoUnfilledName()
    {
        for (const Theme theme : {Theme::Dark, Theme::Light, Theme::HighContrast}) {
            const QString sheet = styleSheet(Palette::of(theme));
            QVERIFY(!sheet.isEmpty());
            QVERIFY(!sheet.contains(u'@'));
        }
    }

    void controlsAreTwentyEightPixelsHigh()
    {
        applyTheme(*qApp, Theme::Dark);
        QPushButton button(u"Train"_s);
        QCOMPARE(button.sizeHint().height(), measure::kControlHeight);
    }

    void everyIconDrawsSomething()
    {
        QVERIFY(iconNames().size() >= 31);
        for (const QString& name : iconNames()) {
            const QImage image = iconPixmap(name, Qt::black, 20, 2.0).toImage();
            QCOMPARE(image.size(), QSize(40, 40));
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    inked += qAlpha(image.pixel(x, y)) > 128;
            QVERIFY2(inked > 20, qPrintable(name));
        }
    }

    void iconsFollowTheTheme()
    {
        applyTheme(*qApp, Theme::Dark);
        const QIcon stop = icon(u"stop"_s);
        QCOMPARE(stop.pixmap(20).toImage().pixelColor(10, 10), Palette::of(Theme::Dark).text);
        applyTheme(*qApp, Theme::Light);
        QCOMPARE(stop.pixmap(20).toImage().pixelColor(10, 10), Palette::of(Theme::Light).text);
    }

    void themeChangeIsTold()
    {
        QSignalSpy told(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged);
        applyTheme(*qApp, Theme::Light);
        QCOMPARE(told.count(), 1);
        QCOMPARE(currentPalette().theme, Theme::Light);
    }

    void figuresHaveEqualWidths()
    {
        const QFontMetricsF metrics(figureFont(qApp->font()));
        QCOMPARE(metrics.horizontalAdvance(u"111"_s), metrics.horizontalAdvance(u"888"_s));
    }

    void aMessageReplacesTheOneBefore()
    {
        QWidget window;
        MessageBar bar(&window);
        QVERIFY(bar.message().isEmpty());
        bar.show(MessageKind::Error, u"First."_s, u"Try again"_s);
        QVERIFY(!bar.findChild<QPushButton*>()->isHidden());
        bar.show(MessageKind::Info, u"Second."_s);
        QCOMPARE(bar.message(), u"Second."_s);
        QVERIFY(bar.findChild<QPushButton*>()->isHidden());
        bar.dismiss();
        QVERIFY(bar.message().isEmpty());
    }
};

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
