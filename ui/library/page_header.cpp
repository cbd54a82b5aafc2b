#include "ui/library/page_header.h"

#include "ui/library/library_words.h"
#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QAction>
#include <QDataStream>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace cadenza::ui {

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent), title_(new ElidedLabel(this)), facts_(new ElidedLabel(this)),
      hear_(new QPushButton(icon(QStringLiteral("play")), tr("Hear seed"), this)),
      learn_(new QPushButton(icon(QStringLiteral("train")), tr("Learn and continue"), this)),
      use_(asPrimary(new QPushButton(icon(QStringLiteral("seed"), Tint::OnAccent), tr("Use this seed"), this),
                     Accent::Music))
{
    setObjectName(QStringLiteral("pageHeader"));
    title_->setObjectName(QStringLiteral("pieceTitle"));
    facts_->setObjectName(QStringLiteral("pieceFacts"));
    asHeading(title_);
    asFigure(asSecondary(facts_));
    pieces_ = makeToggle(QStringLiteral("showLibrary"), QStringLiteral("panel-left"), tr("Show or hide the pieces"));
    gallery_ =
        makeToggle(QStringLiteral("showGallery"), QStringLiteral("panel-right"), tr("Show or hide the best seeds"));
    pieces_->setChecked(true);
    gallery_->setChecked(true);
    troubles_ = makeToolButton(this, QStringLiteral("pieceTroubles"), QStringLiteral("warning"),
                               tr("What was wrong with the file of this piece"));
    troubles_->setIcon(icon(QStringLiteral("warning"), Tint::Warning));
    statistics_ = makeToggle(QStringLiteral("showStatistics"), QStringLiteral("chart"),
                             tr("Statistics of the chosen pieces, instead of the roll"));
    zoomOut_ = makeToolButton(this, QStringLiteral("zoomOut"), QStringLiteral("zoom-out"), tr("Zoom out"));
    zoomIn_ = makeToolButton(this, QStringLiteral("zoomIn"), QStringLiteral("zoom-in"), tr("Zoom in"));
    fit_ = makeToolButton(this, QStringLiteral("fitPiece"), QStringLiteral("fit"), tr("Show the whole piece"));
    export_ = makeToolButton(this, QStringLiteral("exportPiece"), QStringLiteral("export"),
                             tr("Export the piece or its seed…"));
    view_ = makeViewMenu();
    edit_ = makeToolButton(this, QStringLiteral("editSeed"), QStringLiteral("pencil"), tr("Edit a copy of this seed"));
    hear_->setObjectName(QStringLiteral("hearSeed"));
    hear_->setToolTip(tr("Play the seed from its first note"));
    learn_->setObjectName(QStringLiteral("learnAndContinue"));
    learn_->setToolTip(tr("Train on this collection for a minute, continue the seed, and listen"));
    use_->setObjectName(QStringLiteral("useSeed"));
    use_->setToolTip(tr("Go on to Compose with this seed"));
    arrange();

    connect(pieces_, &QToolButton::toggled, this, &PageHeader::piecesToggled);
    connect(gallery_, &QToolButton::toggled, this, &PageHeader::galleryToggled);
    connect(statistics_, &QToolButton::toggled, this, &PageHeader::statisticsToggled);
    connect(troubles_, &QToolButton::clicked, this, &PageHeader::troublesRequested);
    connect(zoomIn_, &QToolButton::clicked, this, &PageHeader::zoomInRequested);
    connect(zoomOut_, &QToolButton::clicked, this, &PageHeader::zoomOutRequested);
    connect(fit_, &QToolButton::clicked, this, &PageHeader::fitRequested);
    connect(export_, &QToolButton::clicked, this, &PageHeader::exportRequested);
    connect(edit_, &QToolButton::clicked, this, &PageHeader::editRequested);
    connect(hear_, &QPushButton::clicked, this, &PageHeader::hearRequested);
    connect(learn_, &QPushButton::clicked, this, &PageHeader::learnRequested);
    connect(use_, &QPushButton::clicked, this, &PageHeader::useRequested);
    setPiece(nullptr);
}

QToolButton* PageHeader::makeToggle(const QString& name, const QString& iconName, const QString& words)
{
    QToolButton* button = makeToolButton(this, name, iconName, words);
    button->setCheckable(true);
    return button;
}

/// What the roll shows and how.
QToolButton* PageHeader::makeViewMenu()
{
    QToolButton* button =
        makeToolButton(this, QStringLiteral("rollView"), QStringLiteral("lanes"), tr("What the roll shows"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    const auto add = [&](const QString& name, const QString& words, bool on, void (PageHeader::*toggled)(bool)) {
        QAction* action = menu->addAction(words);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(on);
        connect(action, &QAction::toggled, this, toggled);
    };
    add(QStringLiteral("colourByPart"), tr("Colour by hand"), false, &PageHeader::handColoursToggled);
    add(QStringLiteral("velocityLane"), tr("Velocities under the notes"), true, &PageHeader::velocityLaneToggled);
    add(QStringLiteral("pedalLane"), tr("Pedal under the notes"), true, &PageHeader::pedalLaneToggled);
    button->setMenu(menu);
    return button;
}

void PageHeader::arrange()
{
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(title_);
    words->addWidget(facts_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(measure::kSmall, measure::kMedium, measure::kSmall,
                            measure::kMedium); // as high as on other pages
    row->setSpacing(measure::kSmall);
    row->addWidget(pieces_);
    row->addLayout(words, 1);
    row->addWidget(troubles_);
    row->addWidget(statistics_);
    for (QToolButton* tool : {zoomOut_, zoomIn_, fit_, view_, export_, edit_})
        row->addWidget(tool);
    row->addSpacing(measure::kSmall);
    row->addWidget(hear_);
    row->addWidget(learn_);
    row->addWidget(use_);
    row->addWidget(gallery_);
}

void PageHeader::setPiece(const library::Entry* entry)
{
    hasMusic_ = entry != nullptr;
    title_->setText(entry ? QString::fromStdString(entry->title) : tr("Library"));
    facts_->setText(entry ? factsOf(*entry) : tr("Find a passage worth continuing"));
    for (QWidget* tool : std::initializer_list<QWidget*>{pieces_, gallery_, statistics_, zoomOut_, zoomIn_, fit_, view_,
                                                         export_, edit_, hear_, use_})
        tool->setVisible(hasMusic_);
    troubles_->setVisible(entry && !troublesInWords(*entry).isEmpty());
    learn_->setVisible(hasMusic_ && learningOffered_);
}

void PageHeader::setHasSeed(bool has)
{
    for (QWidget* part : std::initializer_list<QWidget*>{edit_, hear_, learn_, use_})
        part->setEnabled(has);
}

void PageHeader::setMainAction(const QString& words, const QString& tip)
{
    use_->setText(words);
    use_->setToolTip(tip);
}

void PageHeader::offerLearning(bool offered)
{
    learningOffered_ = offered;
    learn_->setVisible(offered && hasMusic_);
}

void PageHeader::setPlaying(bool playing)
{
    hear_->setIcon(
        icon(playing ? QStringLiteral("stop") : QStringLiteral("play"), playing ? Tint::Sounding : Tint::Text));
}

void PageHeader::showPanels(bool pieces, bool gallery)
{
    pieces_->setChecked(pieces);
    gallery_->setChecked(gallery);
}

QByteArray PageHeader::saveView() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    for (const QAction* choice : view_->menu()->actions())
        stream << choice->objectName() << choice->isChecked();
    return state;
}

void PageHeader::restoreView(const QByteArray& state)
{
    QDataStream stream(state);
    while (!stream.atEnd()) {
        QString name;
        bool checked = false;
        stream >> name >> checked;
        if (auto* choice = view_->menu()->findChild<QAction*>(name))
            choice->setChecked(checked);
    }
}

} // namespace cadenza::ui
