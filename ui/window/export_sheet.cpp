#include "ui/window/export_sheet.h"

#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kFieldWidth = 380;
constexpr int kListHeight = 168;
constexpr int kLineHeight = 28;

bool hasContinuation(const ExportSource& source)
{
    return source.seedNotes > 0 && source.seedNotes < source.piece->noteCount();
}

/// The music with or without its seed.
std::shared_ptr<const midi::Piece> cut(const ExportSource& source, bool withoutSeed)
{
    if (!withoutSeed || !hasContinuation(source))
        return source.piece;
    return std::make_shared<const midi::Piece>(
        midi::excerpt(*source.piece, source.seedNotes, source.piece->noteCount() - source.seedNotes));
}

} // namespace

ExportSheet::ExportSheet(std::vector<ExportSource> sources, const QString& pattern, ExportHabit habit, QWidget* parent)
    : QDialog(parent), sources_(std::move(sources)), habit_(std::move(habit))
{
    setObjectName(QStringLiteral("exportSheet"));
    setWindowTitle(tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(measure::kSmall);
    buildSources(*form);
    buildFormat(*form);
    buildNames(*form, pattern);
    buildFolder(*form);
    consequence_ = asSecondary(new QLabel);
    consequence_->setObjectName(QStringLiteral("exportConsequence"));
    consequence_->setWordWrap(true);
    form->addRow(consequence_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    const bool made = std::ranges::any_of(sources_, hasContinuation);
    write_ =
        asPrimary(buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole), made ? Accent::Made : Accent::Music);
    write_->setObjectName(QStringLiteral("exportNow"));
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportSheet::accept);
    showConsequence();
}

void ExportSheet::buildSources(QFormLayout& form)
{
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("exportSources"));
    list_->setAccessibleName(tr("What to export"));
    list_->setFixedHeight(std::min(kListHeight, kLineHeight * static_cast<int>(sources_.size())));
    for (const ExportSource& source : sources_) {
        auto* item = new QListWidgetItem(source.name, list_);
        item->setSizeHint(QSize(0, kLineHeight));
        item->setCheckState(source.wanted ? Qt::Checked : Qt::Unchecked);
    }
    form.addRow(tr("Music"), list_);
    connect(list_, &QListWidget::itemChanged, this, &ExportSheet::showConsequence);
    withoutSeed_ = new QCheckBox(tr("Only what the model made, without the seed"));
    withoutSeed_->setObjectName(QStringLiteral("withoutSeedBox"));
    form.addRow(QString(), withoutSeed_);
    form.setRowVisible(withoutSeed_, std::ranges::any_of(sources_, hasContinuation));
    connect(withoutSeed_, &QCheckBox::toggled, this, &ExportSheet::showConsequence);
}

void ExportSheet::buildFormat(QFormLayout& form)
{
    format_ = new QComboBox;
    format_->setObjectName(QStringLiteral("exportFormat"));
    format_->setAccessibleName(tr("Format"));
    for (const ExportFormat& format : exportFormats())
        format_->addItem(format.name());
    format_->setCurrentIndex(std::clamp(habit_.format, 0, format_->count() - 1));
    form.addRow(tr("Format"), format_);
    normalise_ = new QCheckBox(tr("Even loudness: the loudest moment at −1 dB"));
    normalise_->setObjectName(QStringLiteral("normaliseBox"));
    normalise_->setChecked(true);
    form.addRow(QString(), normalise_);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportSheet::showConsequence);
}

void ExportSheet::buildNames(QFormLayout& form, const QString& pattern)
{
    pattern_ = new QLineEdit(pattern);
    pattern_->setObjectName(QStringLiteral("namePattern"));
    pattern_->setAccessibleName(tr("File name"));
    pattern_->setMinimumWidth(kFieldWidth);
    form.addRow(tr("File name"), pattern_);
    QStringList words;
    for (const ExportSource& source : sources_)
        for (const auto& [word, value] : source.fields)
            if (const auto braced = QStringLiteral("{%1}").arg(QString::fromStdString(word)); !words.contains(braced))
                words << braced;
    form.addRow(QString(), explanationLabel(tr("%1 stand for what they say.").arg(words.join(QStringLiteral(", ")))));
    connect(pattern_, &QLineEdit::textChanged, this, &ExportSheet::showConsequence);
}

void ExportSheet::buildFolder(QFormLayout& form)
{
    folder_ = new QLineEdit(habit_.folder.isEmpty() ? QDir::homePath() : habit_.folder);
    folder_->setObjectName(QStringLiteral("exportFolder"));
    folder_->setAccessibleName(tr("Folder"));
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(QStringLiteral("chooseFolder"));
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kSmall);
    line->addWidget(folder_, 1);
    line->addWidget(choose);
    form.addRow(tr("Folder"), line);
    connect(folder_, &QLineEdit::textChanged, this, &ExportSheet::showConsequence);
    connect(choose, &QPushButton::clicked, this, &ExportSheet::chooseFolder);
}

void ExportSheet::setFolder(const QString& folder)
{
    folder_->setText(folder);
}

void ExportSheet::chooseFolder()
{
    if (const QString chosen = QFileDialog::getExistingDirectory(this, tr("Export to"), folder_->text());
        !chosen.isEmpty())
        setFolder(chosen);
}

const ExportFormat& ExportSheet::format() const
{
    return exportFormats()[static_cast<std::size_t>(format_->currentIndex())];
}

std::vector<std::size_t> ExportSheet::wanted() const
{
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < sources_.size(); ++i)
        if (list_->item(static_cast<int>(i))->checkState() == Qt::Checked)
            wanted.push_back(i);
    return wanted;
}

std::vector<ExportOrder> ExportSheet::orders() const
{
    const auto chosen = wanted();
    std::vector<exporting::NameFields> fields;
    for (const std::size_t i : chosen)
        fields.push_back(sources_[i].fields);
    const auto names = exporting::fileNamesFor(pattern_->text().toStdString(), fields);
    const std::filesystem::path folder = folder_->text().trimmed().toStdString();
    const bool withoutSeed = withoutSeed_->isChecked();
    std::vector<ExportOrder> orders;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const ExportSource& source = sources_[chosen[i]];
        ExportOrder order{cut(source, withoutSeed), folder / (names[i] + '.' + format().ending), format().midiFormat};
        order.audio.wavSamples = format().wavSamples;
        order.audio.loudness =
            normalise_->isChecked() ? exporting::Loudness::Normalised : exporting::Loudness::AsPlayed;
        order.audio.tags = source.tags;
        if (order.piece == source.piece)
            order.roles = source.roles;
        else
            order.roles.assign(order.piece->noteCount(), NoteRole::Made);
        orders.push_back(std::move(order));
    }
    return orders;
}

/// How many files there will be, what the first is called, and which would be replaced.
void ExportSheet::showConsequence()
{
    normalise_->setEnabled(format().isAudio());
    const auto planned = orders();
    const bool folderThere = QFileInfo(folder_->text().trimmed()).isDir();
    const auto replaced = std::ranges::count_if(planned, [](const ExportOrder& order) {
        std::error_code ignored;
        return std::filesystem::exists(order.target, ignored);
    });
    QString words;
    if (planned.empty())
        words = tr("Nothing is chosen.");
    else if (!folderThere)
        words = tr("The folder is not there. Choose another.");
    else {
        const QString first = QString::fromStdString(planned.front().target.filename().string());
        words = planned.size() == 1 ? first : tr("%1 files, the first: %2").arg(planned.size()).arg(first);
        if (replaced > 0)
            words += u'\n'
                     + tr("%n file(s) of that name are there already and will be replaced.", nullptr,
                          static_cast<int>(replaced));
    }
    consequence_->setText(words);
    write_->setEnabled(!planned.empty() && folderThere);
    write_->setText(replaced > 0 ? tr("Export and replace") : tr("Export"));
}

void ExportSheet::accept()
{
    Q_EMIT habitChosen({folder_->text().trimmed(), format_->currentIndex()});
    Q_EMIT ordered(orders());
    QDialog::accept();
}

} // namespace cadenza::ui
