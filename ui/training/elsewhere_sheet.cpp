#include "ui/training/elsewhere_sheet.h"

#include "core/base/file_name.h"
#include "core/elsewhere/folder_writer.h"
#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kWidth = 600;
constexpr int kProgressSteps = 1000;

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

QLabel* sentence(const QString& words)
{
    auto* label = new QLabel(words);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop); // beside its number
    return label;
}

QVBoxLayout* columnOf(QWidget* page)
{
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kMedium);
    return column;
}

/// A step of an instruction: its number, and what to do.
QWidget* step(int number, QLabel* words, QWidget* more = nullptr)
{
    auto* box = new QWidget;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kSmall);
    auto* figure = asSecondary(asFigure(new QLabel(QString::number(number))));
    line->addWidget(figure, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(measure::kSmall);
    column->addWidget(words);
    if (more)
        column->addWidget(more);
    line->addLayout(column, 1);
    return box;
}

} // namespace

ElsewhereSheet::ElsewhereSheet(QWidget* parent)
    : QDialog(parent), pages_(new QStackedWidget), writing_(makeProgress()), instruction_(makeInstruction())
{
    setObjectName(u"elsewhereSheet"_s);
    setWindowTitle(tr("Train elsewhere"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kLarge, measure::kLarge, measure::kLarge, measure::kMedium);
    column->addWidget(pages_);
    pages_->addWidget(writing_);
    pages_->addWidget(instruction_);
    setMinimumWidth(kWidth);
}

ElsewhereSheet::ElsewhereSheet(const Proposal& proposal, QWidget* parent) : ElsewhereSheet(parent)
{
    question_ = makeQuestion(proposal);
    pages_->addWidget(question_);
    pages_->setCurrentWidget(question_);
    showConsequence();
}

ElsewhereSheet::ElsewhereSheet(const std::filesystem::path& folder, QWidget* parent) : ElsewhereSheet(parent)
{
    showWritten(folder);
}

QWidget* ElsewhereSheet::makeQuestion(const Proposal& proposal)
{
    auto* page = new QWidget;
    auto* column = columnOf(page);
    column->addWidget(sentence(tr("Everything that this training needs is written into one folder: %1, the settings on "
                                  "the left, and a line to start it with. Another computer learns from it, and what "
                                  "it learns comes back here.")
                                   .arg(proposal.material)));
    name_ = new QLineEdit(proposal.name);
    name_->setObjectName(u"elsewhereName"_s);
    folder_ = new QLineEdit(proposal.folder);
    folder_->setObjectName(u"elsewhereFolder"_s);
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setObjectName(u"chooseElsewhereFolder"_s);
    choose->setAccessibleName(tr("Choose where the folder is to lie"));
    auto* place = new QHBoxLayout;
    place->setSpacing(measure::kSmall);
    place->addWidget(folder_, 1);
    place->addWidget(choose);
    from_ = new QComboBox;
    from_->setObjectName(u"elsewhereFrom"_s);
    from_->addItem(tr("Nothing: a new model"));
    from_->addItems(proposal.models);
    consequence_ = asSecondary(sentence({}));
    consequence_->setObjectName(u"elsewhereConsequence"_s);
    auto* form = new QFormLayout;
    form->setSpacing(measure::kSmall);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Begins from"), from_);
    auto* placeLabel = new QLabel(tr("&Folder in"));
    placeLabel->setBuddy(folder_);
    form->addRow(placeLabel, place);
    form->addRow(QString(), consequence_);
    column->addLayout(form);
    column->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    write_ = asPrimary(buttons->addButton(tr("Write the folder"), QDialogButtonBox::ActionRole), Accent::Training);
    write_->setObjectName(u"writeFolder"_s);
    write_->setDefault(true);
    column->addWidget(buttons);
    folder_->setAccessibleName(tr("Folder in which the training folder is to lie"));
    connect(name_, &QLineEdit::textChanged, this, &ElsewhereSheet::showConsequence);
    connect(folder_, &QLineEdit::textChanged, this, &ElsewhereSheet::showConsequence);
    connect(choose, &QPushButton::clicked, this, &ElsewhereSheet::chooseFolder);
    connect(write_, &QPushButton::clicked, this, &ElsewhereSheet::order);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return page;
}

QWidget* ElsewhereSheet::makeProgress()
{
    auto* page = new QWidget;
    auto* column = columnOf(page);
    column->addWidget(asHeading(new QLabel(tr("Writing the folder…"))));
    progress_ = new QProgressBar;
    progress_->setObjectName(u"elsewhereProgress"_s);
    progress_->setAccessibleName(tr("How much of the music is copied"));
    progress_->setRange(0, kProgressSteps);
    progress_->setTextVisible(false);
    column->addWidget(progress_);
    column->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"stopWriting"_s);
    connect(buttons, &QDialogButtonBox::rejected, this, &ElsewhereSheet::stopWanted);
    column->addWidget(buttons);
    return page;
}

QWidget* ElsewhereSheet::makeInstruction()
{
    auto* page = new QWidget;
    auto* column = columnOf(page);
    column->addWidget(asHeading(new QLabel(tr("What to do on the other computer"))));
    first_ = sentence({});
    column->addWidget(step(1, first_));

    command_ = new QLineEdit;
    command_->setObjectName(u"elsewhereCommand"_s);
    command_->setAccessibleName(tr("Line that starts the training"));
    command_->setReadOnly(true);
    command_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* copy = new QPushButton(tr("Copy"));
    copy->setObjectName(u"copyCommand"_s);
    copy->setAccessibleName(tr("Copy the line"));
    copy->setIcon(icon(u"copy"_s));
    graphicsCard_ = new QCheckBox(tr("It has an NVIDIA graphics card"));
    graphicsCard_->setObjectName(u"graphicsCardBox"_s);
    graphicsCard_->setToolTip(
        tr("Cadenza there must be built for it: the guide says how, under Several machines, or a GPU."));
    auto* line = new QWidget;
    auto* fields = new QVBoxLayout(line);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(measure::kSmall);
    auto* beside = new QHBoxLayout;
    beside->setSpacing(measure::kSmall);
    beside->addWidget(command_, 1);
    beside->addWidget(copy);
    fields->addLayout(beside);
    fields->addWidget(graphicsCard_, 0, Qt::AlignLeft);
    column->addWidget(step(2, sentence(tr("Open a terminal in the folder there, and paste this line:")), line));
    column->addWidget(
        step(3, sentence(tr("Leave it to learn. Where both computers see the folder, the run on this page "
                            "shows how it goes. Else bring the folder back, or only “result” in it, and "
                            "drop it on this window."))));
    column->addWidget(
        explanationLabel(tr("Ctrl+C stops it there; the same line goes on where it was. Cadenza has to be "
                            "installed on the other computer with what it needs to train.")));
    auto* buttons = new QDialogButtonBox;
    auto* show = buttons->addButton(tr("Open the folder"), QDialogButtonBox::ActionRole);
    show->setObjectName(u"openWrittenFolder"_s);
    done_ = asPrimary(buttons->addButton(tr("Done"), QDialogButtonBox::AcceptRole), Accent::Training);
    done_->setObjectName(u"elsewhereDone"_s);
    column->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this, [this, copy] {
        QApplication::clipboard()->setText(command_->text());
        copy->setText(tr("Copied"));
    });
    connect(graphicsCard_, &QCheckBox::toggled, this, [this, copy] {
        copy->setText(tr("Copy"));
        showCommand();
    });
    connect(show, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(written_))); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    showCommand();
    return page;
}

void ElsewhereSheet::showCommand()
{
    command_->setText(QString::fromStdString(
        elsewhere::commandLine(graphicsCard_->isChecked() ? training::Device::Cuda : training::Device::Cpu)));
    command_->setCursorPosition(0);
}

std::filesystem::path ElsewhereSheet::target() const
{
    return std::filesystem::path(folder_->text().trimmed().toStdString())
           / fileNameOf(name_->text().trimmed().toStdString());
}

void ElsewhereSheet::setFolder(const QString& folder)
{
    folder_->setText(folder);
}

void ElsewhereSheet::chooseFolder()
{
    const QString chosen =
        QFileDialog::getExistingDirectory(this, tr("Where the training folder is to lie"), folder_->text());
    if (!chosen.isEmpty())
        setFolder(chosen);
}

/// Which folder there will be, or why it cannot.
void ElsewhereSheet::showConsequence()
{
    const QFileInfo place(folder_->text().trimmed());
    const QFileInfo there(pathText(target()));
    QString words = pathText(target());
    const bool named = !name_->text().trimmed().isEmpty();
    if (!named)
        words = tr("The run needs a name.");
    else if (!place.isDir())
        words = tr("The folder is not there. Choose another.");
    else if (there.exists())
        words = tr("“%1” is there already. Choose another name.").arg(there.fileName());
    consequence_->setText(words);
    write_->setEnabled(named && place.isDir() && !there.exists());
}

void ElsewhereSheet::order()
{
    showProgress(0.0);
    const int from = from_->currentIndex() - 1;
    Q_EMIT ordered(name_->text().trimmed(), target(),
                   from < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(from)));
}

void ElsewhereSheet::showProgress(double fraction)
{
    pages_->setCurrentWidget(writing_);
    progress_->setRange(0, fraction > 0.0 ? kProgressSteps : 0); // until the music is read, nobody knows how much
    progress_->setValue(static_cast<int>(fraction * kProgressSteps));
}

void ElsewhereSheet::showFailure(const QString& words)
{
    pages_->setCurrentWidget(question_);
    showConsequence();
    if (!words.isEmpty())
        consequence_->setText(words);
}

void ElsewhereSheet::showWritten(const std::filesystem::path& folder)
{
    written_ = folder;
    first_->setText(tr("Copy the folder “%1” to the other computer, on a stick or over the network. It lies in %2.")
                        .arg(pathText(folder.filename()), pathText(folder.parent_path())));
    pages_->setCurrentWidget(instruction_);
    done_->setDefault(true);
    layout()->activate(); // its sentences are longer now
    adjustSize();
}

void ElsewhereSheet::reject()
{
    if (pages_->currentWidget() == writing_)
        Q_EMIT stopWanted();
    else
        QDialog::reject();
}

} // namespace cadenza::ui

#include "moc_elsewhere_sheet.cpp"
