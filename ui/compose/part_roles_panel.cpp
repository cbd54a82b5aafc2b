#include "ui/compose/part_roles_panel.h"

#include "ui/roll/part_identity.h"
#include "ui/roll/part_swatch.h"
#include "ui/roll/part_words.h"
#include "ui/style/elided_label.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

using generation::PartRole;

constexpr QSize kSwatch{10, 16};

} // namespace

PartRolesPanel::PartRolesPanel(QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout), resting_(explanationLabel({})),
      warning_(new QLabel(tr("At least one part has to be made new.")))
{
    setObjectName(u"partRoles"_s);
    setAccessibleName(tr("Parts of the next takes"));
    resting_->setObjectName(u"partsResting"_s);
    warning_->setObjectName(u"partRolesWarning"_s);
    warning_->setWordWrap(true);
    column_->setSpacing(measure::kTight);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(measure::kTight);
    whole->addWidget(makeHead());
    whole->addWidget(explanationLabel(
        tr("What is kept goes on as the piece has it, and the model plays around it; what is left out is silent.")));
    whole->addSpacing(measure::kTight);
    whole->addLayout(column_);
    whole->addWidget(resting_);
    whole->addWidget(warning_);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &PartRolesPanel::paintSwatches);
    setPiece(nullptr);
}

/// What all parts become at once: of an orchestra one does not choose that part by part.
QWidget* PartRolesPanel::makeHead()
{
    auto* head = new QWidget;
    auto* all = makeToolButton(head, u"allPartRoles"_s, u"more"_s, tr("Choose for all parts"));
    all->setPopupMode(QToolButton::InstantPopup);
    all->setMenu(new QMenu(all));
    for (const auto& [role, words] : {std::pair{PartRole::New, tr("All made &new")},
                                      {PartRole::Kept, tr("All as &written")},
                                      {PartRole::LeftOut, tr("All &left out")}})
        all->menu()
            ->addAction(words, this, [this, role] { setRoles(std::vector(piece_->parts.size(), role)); })
            ->setObjectName(u"allPartRoles%1"_s.arg(static_cast<int>(role)));
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(asHeading(new QLabel(tr("Parts"))), 1);
    line->addWidget(all);
    return head;
}

void PartRolesPanel::setPiece(std::shared_ptr<const midi::Piece> piece)
{
    if (piece == piece_ && piece)
        return;
    piece_ = std::move(piece);
    for (const Row& row : rows_)
        delete row.line;
    rows_.clear();
    const auto parts = piece_ ? playingParts(*piece_) : std::vector<std::size_t>();
    setVisible(parts.size() > 1);
    if (parts.size() > 1) {
        const auto names = partNames(*piece_);
        for (const std::size_t part : parts)
            addRow(part, names[part]);
    }
    paintSwatches();
    showChosen();
}

void PartRolesPanel::addRow(std::size_t part, const QString& name)
{
    Row row{part, new QWidget, new QLabel, new QComboBox};
    auto* label = new ElidedLabel;
    label->setText(name);
    for (const auto& [role, words] : {std::pair{PartRole::New, tr("Made new")},
                                      {PartRole::Kept, tr("As written")},
                                      {PartRole::LeftOut, tr("Left out")}})
        row.role->addItem(words, static_cast<int>(role));
    row.role->setObjectName(u"partRole%1"_s.arg(part + 1));
    row.role->setAccessibleName(tr("%1 in the next takes").arg(name));
    auto* line = new QHBoxLayout(row.line);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kSmall);
    line->addWidget(row.swatch);
    line->addWidget(label, 1);
    line->addWidget(row.role);
    column_->addWidget(row.line);
    connect(row.role, &QComboBox::currentIndexChanged, this, &PartRolesPanel::remember);
    rows_.push_back(row);
}

PartRole PartRolesPanel::chosenFor(const std::string& key) const
{
    const auto known = chosen_.find(key);
    return known == chosen_.end() ? PartRole::New : known->second;
}

void PartRolesPanel::showChosen()
{
    const auto keys = piece_ ? partKeys(*piece_) : std::vector<std::string>();
    for (const Row& row : rows_) {
        const QSignalBlocker quiet(row.role);
        row.role->setCurrentIndex(row.role->findData(static_cast<int>(chosenFor(keys[row.part]))));
    }
    showResting(keys);
    warning_->setVisible(!anythingNew());
    Q_EMIT changed();
}

void PartRolesPanel::showResting(const std::vector<std::string>& keys)
{
    const auto names = piece_ ? partNames(*piece_) : std::vector<QString>();
    QStringList resting;
    for (const Row& row : rows_)
        if (chosenFor(keys[row.part]) == PartRole::New && std::ranges::count(unheard_, keys[row.part]) > 0)
            resting << names[row.part];
    resting_->setText(resting.size() == 1
                          ? tr("%1 rests: the model has learnt nothing like it.").arg(resting.front())
                          : tr("%1 rest: the model has learnt nothing like them.").arg(resting.join(u", "_s)));
    resting_->setVisible(!resting.isEmpty());
}

void PartRolesPanel::setUnheard(std::vector<std::string> keys)
{
    if (keys == unheard_)
        return;
    unheard_ = std::move(keys);
    showChosen();
}

void PartRolesPanel::setChosen(const PartRoles& chosen)
{
    chosen_ = chosen;
    showChosen();
}

void PartRolesPanel::remember()
{
    setRoles(roles());
}

void PartRolesPanel::setRoles(const std::vector<PartRole>& roles)
{
    const auto keys = piece_ ? partKeys(*piece_) : std::vector<std::string>();
    for (const Row& row : rows_)
        if (row.part >= roles.size() || roles[row.part] == PartRole::New)
            chosen_.erase(keys[row.part]);
        else
            chosen_[keys[row.part]] = roles[row.part];
    showChosen();
}

std::vector<PartRole> PartRolesPanel::roles() const
{
    if (rows_.empty())
        return {};
    std::vector<PartRole> roles(piece_->parts.size(), PartRole::New);
    for (const Row& row : rows_)
        roles[row.part] = static_cast<PartRole>(row.role->currentData().toInt());
    return roles;
}

bool PartRolesPanel::anythingNew() const
{
    return rows_.empty() || std::ranges::any_of(rows_, [](const Row& row) {
               return row.role->currentData().toInt() == static_cast<int>(PartRole::New);
           });
}

void PartRolesPanel::paintSwatches()
{
    const RollColours colours(currentPalette());
    for (const Row& row : rows_)
        row.swatch->setPixmap(QPixmap::fromImage(partSwatch(row.part, colours, kSwatch, devicePixelRatioF())));
    warning_->setStyleSheet(u"color: "_s + currentPalette().warning.name());
}

} // namespace cadenza::ui
