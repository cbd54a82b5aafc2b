#include "ui/training/expert_settings.h"

#include "ui/style/foldout.h"
#include "ui/style/setting_row.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

using training::TrainingConfig;

ExpertSettings::ExpertSettings(QWidget* parent) : QWidget(parent), settings_(trainingSettings())
{
    foldout_ = new Foldout(tr("Expert settings"), u"trainingExpert"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(foldout_);
    for (const TrainingSetting& setting : settings_) {
        if (setting.number.objectName == u"recallDropout"_s) {
            transpose_ =
                new ToggleRow(u"transpose"_s, tr("Transpose"),
                              tr("Each pass hears every piece in another key, 5 semitones down to 6 up."), true);
            foldout_->contents()->addWidget(transpose_);
        }
        rows_.push_back(new NumberRow(setting.number));
        foldout_->contents()->addWidget(rows_.back());
    }
    setStandard(TrainingConfig());
}

void ExpertSettings::setStandard(const TrainingConfig& config)
{
    standard_ = config;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i]->setStandard(settings_[i].read(config));
        rows_[i]->setVisible(!config.classic || settings_[i].ofClassic);
    }
    transpose_->setValue(config.transpose);
    transpose_->setVisible(!config.classic);
}

TrainingConfig ExpertSettings::config() const
{
    TrainingConfig config = standard_;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        settings_[i].write(config, rows_[i]->value());
    config.transpose = transpose_->value();
    config.fitToMachine = standard_.fitToMachine && config.shape == standard_.shape; // a size asked for is kept
    return config;
}

void ExpertSettings::setOpen(bool open)
{
    foldout_->setOpen(open);
}

} // namespace cadenza::ui

#include "moc_expert_settings.cpp"
