#include "ui/style/theme.h"

#include "ui/style/key_tips.h"
#include "ui/style/later_sheet.h"
#include "ui/style/plain_text.h"
#include "ui/style/style_sheet.h"
#include "ui/style/wheel_guard.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QStyleFactory>

namespace cadenza::ui {
namespace {

const Palette* paletteInForce = nullptr;
bool sheetWaits = false; ///< see `LaterSheet`

QFont textFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(measure::kTextPixels);
    return font;
}

bool hasTabularFigures(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const double zero = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        if (qAbs(metrics.horizontalAdvance(digit) - zero) > 0.01)
            return false;
    return true;
}

} // namespace

ThemeNotifier& ThemeNotifier::instance()
{
    static ThemeNotifier notifier;
    return notifier;
}

const Palette& currentPalette()
{
    return paletteInForce ? *paletteInForce : Palette::of(Theme::Dark);
}

void applyTheme(QApplication& application, Theme theme)
{
    const bool first = !paletteInForce;
    paletteInForce = &Palette::of(theme);
    if (first) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        application.installEventFilter(new PlainText(&application));
        application.installEventFilter(new WheelGuard(&application));
        application.installEventFilter(new KeyTips(&application));
    }
    QApplication::setFont(textFont());
    QApplication::setPalette(paletteInForce->widgets());
    if (!sheetWaits)
        application.setStyleSheet(styleSheet(*paletteInForce));
    Q_EMIT ThemeNotifier::instance().themeChanged();
}

LaterSheet::LaterSheet(QApplication& application) : application_(application)
{
    sheetWaits = true;
}

LaterSheet::~LaterSheet()
{
    sheetWaits = false;
    application_.setStyleSheet(styleSheet(currentPalette()));
}

QPushButton* asPrimary(QPushButton* button, Accent accent)
{
    static const QString names[] = {QStringLiteral("music"), QStringLiteral("made"), QStringLiteral("training")};
    button->setProperty("primary", names[static_cast<int>(accent)]);
    return button;
}

QPushButton* asQuiet(QPushButton* button)
{
    button->setProperty("quiet", true);
    return button;
}

QLabel* asHeading(QLabel* label)
{
    label->setProperty("heading", true);
    return label;
}

QLabel* asSecondary(QLabel* label)
{
    label->setProperty("secondary", true);
    return label;
}

QLabel* asFigure(QLabel* label)
{
    label->setFont(figureFont(label->font()));
    return label;
}

QFrame* asCard(QFrame* frame)
{
    frame->setProperty("card", true);
    return frame;
}

void asSurface(QWidget* widget)
{
    widget->setProperty("surface", true);
    widget->setAttribute(Qt::WA_StyledBackground);
}

QFont figureFont(const QFont& font)
{
    if (hasTabularFigures(font))
        return font;
    for (const QString& family :
         {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")}) {
        QFont other(font);
        other.setFamily(family);
        if (QFontInfo(other).family() == family && hasTabularFigures(other))
            return other;
    }
    return font;
}

} // namespace cadenza::ui
