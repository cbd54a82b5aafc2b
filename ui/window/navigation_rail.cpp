#include "ui/window/navigation_rail.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kRailWidth = 84;
constexpr int kPageIcon = 20;

} // namespace

NavigationRail::NavigationRail(QWidget* parent)
    : QWidget(parent), pages_(new QButtonGroup(this)), undo_(new QToolButton(this)), redo_(new QToolButton(this)),
      project_(new QToolButton(this)), help_(new QToolButton(this)), settings_(new QToolButton(this)),
      theme_(new QToolButton(this))
{
    setObjectName(QStringLiteral("navigationRail"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    asSurface(this);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kTight, measure::kSmall, measure::kTight, measure::kSmall);
    column->setSpacing(measure::kTight);
    column->addWidget(addPage(Page::Library, QStringLiteral("library"), tr("Library"), QStringLiteral("libraryTab")));
    column->addWidget(addPage(Page::Train, QStringLiteral("train"), tr("Train"), QStringLiteral("trainTab")));
    column->addWidget(addPage(Page::Compose, QStringLiteral("compose"), tr("Compose"), QStringLiteral("composeTab")));
    column->addStretch();

    auto* history = new QHBoxLayout;
    history->setSpacing(0);
    for (QToolButton* button : {undo_, redo_})
        history->addWidget(button);
    column->addLayout(history);

    project_->setObjectName(QStringLiteral("projectButton"));
    project_->setAccessibleName(tr("Project"));
    project_->setToolTip(tr("Project: new, open, archive…"));
    project_->setIconSize({kPageIcon, kPageIcon});
    project_->setPopupMode(QToolButton::InstantPopup);
    project_->setVisible(false);
    column->addWidget(project_, 0, Qt::AlignHCenter);

    help_->setObjectName(QStringLiteral("helpButton"));
    help_->setAccessibleName(tr("Help"));
    help_->setToolTip(tr("Help: guide, tour, keyboard"));
    help_->setIconSize({kPageIcon, kPageIcon});
    help_->setPopupMode(QToolButton::InstantPopup);
    column->addWidget(help_, 0, Qt::AlignHCenter);

    settings_->setObjectName(QStringLiteral("settingsButton"));
    settings_->setAccessibleName(tr("Settings"));
    settings_->setToolTip(tr("Settings"));
    settings_->setIconSize({kPageIcon, kPageIcon});
    connect(settings_, &QToolButton::clicked, this, &NavigationRail::settingsWanted);
    column->addWidget(settings_, 0, Qt::AlignHCenter);

    theme_->setObjectName(QStringLiteral("themeButton"));
    theme_->setIconSize({kPageIcon, kPageIcon});
    connect(theme_, &QToolButton::clicked, this, &NavigationRail::themeToggled);
    column->addWidget(theme_, 0, Qt::AlignHCenter);

    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &NavigationRail::updateIcons);
    updateIcons();
    setCurrent(Page::Library);
}

QToolButton* NavigationRail::addPage(Page page, const QString& iconName, const QString& text, const QString& objectName)
{
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setText(text);
    button->setIcon(icon(iconName));
    button->setIconSize({kPageIcon, kPageIcon});
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(52);
    button->setToolTip(text);
    pages_->addButton(button, static_cast<int>(page));
    connect(button, &QToolButton::clicked, this, [this, page] { Q_EMIT pageChosen(page); });
    return button;
}

QSize NavigationRail::sizeHint() const
{
    const QSize words = QWidget::sizeHint();
    return {std::max(kRailWidth, words.width()), words.height()};
}

void NavigationRail::setCurrent(Page page)
{
    if (QAbstractButton* button = pages_->button(static_cast<int>(page)))
        return button->setChecked(true);
    pages_->setExclusive(false); // else one of them stays checked
    for (QAbstractButton* button : pages_->buttons())
        button->setChecked(false);
    pages_->setExclusive(true);
}

void NavigationRail::setProjectMenu(QMenu* menu)
{
    project_->setMenu(menu);
    project_->setVisible(true);
}

void NavigationRail::setHelpMenu(QMenu* menu)
{
    help_->setMenu(menu);
}

void NavigationRail::setHistory(QAction* undo, QAction* redo)
{
    undo_->setDefaultAction(undo);
    redo_->setDefaultAction(redo);
    undo_->setObjectName(QStringLiteral("undo"));
    redo_->setObjectName(QStringLiteral("redo"));
    for (QToolButton* button : {undo_, redo_}) {
        const auto tell = [button, action = button->defaultAction()] {
            button->setAccessibleName(action->text());
            button->setToolTip(action->text());
        };
        connect(button->defaultAction(), &QAction::changed, button, tell);
        tell();
    }
    updateIcons();
}

void NavigationRail::updateIcons()
{
    for (const auto& [button, name] : {std::pair{undo_, QStringLiteral("undo")}, {redo_, QStringLiteral("redo")}})
        if (button->defaultAction())
            button->defaultAction()->setIcon(icon(name, Tint::Secondary));
    project_->setIcon(icon(QStringLiteral("folder"), Tint::Secondary));
    help_->setIcon(icon(QStringLiteral("help"), Tint::Secondary));
    settings_->setIcon(icon(QStringLiteral("settings"), Tint::Secondary));
    const bool dark = currentPalette().isDark();
    theme_->setIcon(icon(dark ? QStringLiteral("sun") : QStringLiteral("moon"), Tint::Secondary));
    theme_->setToolTip(dark ? tr("Light theme") : tr("Dark theme"));
    theme_->setAccessibleName(theme_->toolTip());
}

} // namespace cadenza::ui
