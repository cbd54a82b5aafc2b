#include "ui/guide/guide_window.h"

#include "ui/guide/guide_text.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QAction>
#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr QSize kUsualSize{1000, 720};
constexpr int kContentsWidth = 250;
constexpr int kGroupHeight = 38;

} // namespace

GuideWindow::GuideWindow(std::filesystem::path folder, QWidget* parent)
    : QWidget(parent, Qt::Window), folder_(std::move(folder)), pages_(guidePages(folder_)), search_(new QLineEdit),
      contents_(new QTreeWidget), text_(new GuideText(urlOf({})))
{
    setObjectName(QStringLiteral("guideWindow"));
    setWindowTitle(tr("Guide – Cadenza"));
    setAttribute(Qt::WA_DeleteOnClose);
    contents_->setObjectName(QStringLiteral("guideContents"));
    contents_->setAccessibleName(tr("Contents"));
    contents_->setHeaderHidden(true);
    contents_->setRootIsDecorated(false);
    contents_->setItemsExpandable(false);
    contents_->setIndentation(0);
    text_->setObjectName(QStringLiteral("guideText"));
    text_->setAccessibleName(tr("Page of the guide"));
    fillContents();
    tintHeadings();
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &GuideWindow::tintHeadings);

    auto* left = new QWidget;
    asSurface(left);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(measure::kSmall, measure::kSmall, measure::kSmall, measure::kSmall);
    column->setSpacing(measure::kSmall);
    column->addWidget(makeTools());
    column->addWidget(contents_, 1);
    auto* splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(text_);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kContentsWidth, kUsualSize.width() - kContentsWidth});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(splitter);
    resize(kUsualSize);

    connect(contents_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item && !item->data(0, Qt::UserRole).isNull())
            showPage(item->data(0, Qt::UserRole).toString());
    });
    connect(text_, &QTextBrowser::sourceChanged, this, &GuideWindow::markCurrent);
    connect(search_, &QLineEdit::textChanged, this, &GuideWindow::showMatches);
    connect(search_, &QLineEdit::returnPressed, this, &GuideWindow::findNext);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, search_, [this] { search_->setFocus(); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
    text_->setFocus();
}

QWidget* GuideWindow::makeTools()
{
    auto* tools = new QWidget;
    auto* back = makeToolButton(tools, QStringLiteral("guideBack"), QStringLiteral("left"), tr("Back"));
    auto* forward = makeToolButton(tools, QStringLiteral("guideForward"), QStringLiteral("right"), tr("Forward"));
    auto* browser =
        makeToolButton(tools, QStringLiteral("guideInBrowser"), QStringLiteral("export"), tr("Open in the browser"));
    back->setShortcut(QKeySequence::Back);
    forward->setShortcut(QKeySequence::Forward);
    search_->setObjectName(QStringLiteral("guideSearch"));
    search_->setAccessibleName(tr("Find in the guide"));
    search_->setPlaceholderText(tr("Find"));
    search_->setClearButtonEnabled(true);
    for (QToolButton* button : {back, forward})
        button->setEnabled(false);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kTight);
    row->addWidget(back);
    row->addWidget(forward);
    row->addWidget(search_, 1);
    row->addWidget(browser);
    connect(back, &QToolButton::clicked, text_, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, text_, &QTextBrowser::forward);
    connect(text_, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(text_, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    connect(browser, &QToolButton::clicked, this, [this] { QDesktopServices::openUrl(text_->source()); });
    return tools;
}

void GuideWindow::fillContents()
{
    QString group;
    for (const GuidePage& page : pages_) {
        if (page.group != group) {
            group = page.group;
            auto* heading = new QTreeWidgetItem(contents_, {group});
            heading->setFlags(Qt::ItemIsEnabled); // it is no place to go to
            heading->setSizeHint(0, QSize(0, kGroupHeight));
            heading->setTextAlignment(0, Qt::AlignLeft | Qt::AlignBottom);
            headings_.push_back(heading);
        }
        auto* item = new QTreeWidgetItem(contents_, {page.title});
        item->setData(0, Qt::UserRole, page.name);
        item->setToolTip(0, page.title);
        items_[page.name] = item;
    }
}

void GuideWindow::tintHeadings()
{
    QFont small = font();
    small.setPixelSize(measure::kSmallTextPixels);
    for (QTreeWidgetItem* heading : headings_) {
        heading->setForeground(0, currentPalette().secondaryText);
        heading->setFont(0, small);
    }
}

void GuideWindow::showPage(const QString& name)
{
    if (pages_.empty()) {
        text_->setPlainText(
            tr("The guide is not installed. It belongs in %1.").arg(QString::fromStdString(folder_.string())));
        return;
    }
    const bool known = std::ranges::find(pages_, name, &GuidePage::name) != pages_.end();
    const QUrl page = urlOf((known ? name : pages_.front().name) + QStringLiteral(".html"));
    if (text_->source().path() != page.path())
        text_->setSource(page);
}

QUrl GuideWindow::urlOf(const QString& page) const
{
    return QUrl::fromLocalFile(QString::fromStdString(folder_.string()) + u'/' + page);
}

void GuideWindow::markCurrent(const QUrl& page)
{
    const auto item = items_.find(page.fileName().section(u'.', 0, 0));
    if (item != items_.end())
        contents_->setCurrentItem(item->second);
    if (!search_->text().isEmpty())
        text_->find(search_->text());
}

/// Pages without these words are hidden from the contents.
void GuideWindow::showMatches(const QString& words)
{
    if (texts_.empty())
        for (const GuidePage& page : pages_)
            texts_[page.name] = guideText(folder_, page.name);
    for (const auto& [name, item] : items_)
        item->setHidden(!words.isEmpty() && !texts_[name].contains(words, Qt::CaseInsensitive));
}

/// The next place on this page; after its last, the next page that has the words.
void GuideWindow::findNext()
{
    const QString words = search_->text();
    if (words.isEmpty() || text_->find(words))
        return;
    const auto matches = [&](const GuidePage& page) { return texts_[page.name].contains(words, Qt::CaseInsensitive); };
    const QString now = text_->source().fileName().section(u'.', 0, 0);
    auto next = std::ranges::find(pages_, now, &GuidePage::name);
    next = next == pages_.end() ? pages_.begin() : std::find_if(next + 1, pages_.end(), matches);
    if (next == pages_.end())
        next = std::ranges::find_if(pages_, matches);
    if (next == pages_.end())
        return;
    if (next->name != now)
        return showPage(next->name);
    text_->moveCursor(QTextCursor::Start);
    text_->find(words);
}

} // namespace cadenza::ui

#include "moc_guide_window.cpp"
