#include "ui/guide/guide_text.h"

#include "ui/guide/guide_pages.h"
#include "ui/style/theme.h"

#include <QImageReader>
#include <QScrollBar>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr int kTextPixels = 14;
constexpr int kMargin = 28;
constexpr int kWidestPicture = 760;

QString sheetOf(const Palette& palette)
{
    return QStringLiteral("body { color: %1; }"
                          "h1 { font-size: 24px; font-weight: 600; margin-top: 20px; margin-bottom: 6px; }"
                          "h2 { font-size: 18px; font-weight: 600; margin-top: 28px; margin-bottom: 4px; }"
                          "h3 { font-size: 15px; font-weight: 600; margin-top: 20px; margin-bottom: 2px; }"
                          "p, ul, ol { margin-top: 8px; margin-bottom: 8px; }"
                          "li { margin-bottom: 4px; }"
                          ".lead { font-size: 16px; color: %2; }"
                          ".caption { font-size: 12px; color: %2; }"
                          ".note { color: %2; margin-left: 16px; }"
                          ".seed { color: %3; font-weight: 600; }"
                          ".model { color: %4; font-weight: 600; }"
                          "a { color: %4; }"
                          "th { text-align: left; font-weight: 600; }"
                          "th, td { padding: 5px 14px 5px 0; }"
                          "pre { background-color: %5; }"
                          "code, kbd, pre { font-family: monospace; }")
        .arg(palette.text.name(), palette.secondaryText.name(), palette.music.name(), palette.made.name(),
             palette.raised.name());
}

} // namespace

GuideText::GuideText(const QUrl& folder, QWidget* parent) : QTextBrowser(parent), folder_(folder)
{
    QFont text = font();
    text.setPixelSize(kTextPixels);
    setFont(text);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // pictures are as wide as the room beside it
    setOpenExternalLinks(true);
    document()->setDocumentMargin(kMargin);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] {
        restyle();
        reload();
    });
    restyle();
}

void GuideText::restyle()
{
    document()->setDefaultStyleSheet(sheetOf(currentPalette()));
}

int GuideText::pictureWidth() const
{
    return std::clamp(viewport()->width() - 2 * kMargin, 200, kWidestPicture);
}

QVariant GuideText::loadResource(int type, const QUrl& name)
{
    if (type == QTextDocument::HtmlResource)
        return guideHtml(folder_.resolved(name).toLocalFile());
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    QImageReader reader(folder_.resolved(name).toLocalFile());
    const QSize size = reader.size();
    if (size.isEmpty())
        return QTextBrowser::loadResource(type, name);
    const int width = std::min(size.width(), pictureWidth());
    const double ratio = devicePixelRatioF();
    reader.setScaledSize(QSize(width, width * size.height() / size.width()) * ratio);
    QImage picture = reader.read();
    picture.setDevicePixelRatio(ratio);
    return picture;
}

void GuideText::resizeEvent(QResizeEvent* event)
{
    const int before = pictureWidth();
    QTextBrowser::resizeEvent(event);
    if (!source().isEmpty() && event->oldSize().width() > 0 && pictureWidth() != before) {
        const int place = verticalScrollBar()->value();
        reload();
        verticalScrollBar()->setValue(place);
    }
}

} // namespace cadenza::ui

#include "moc_guide_text.cpp"
