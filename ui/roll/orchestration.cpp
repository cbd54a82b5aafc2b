#include "ui/roll/orchestration.h"

#include "ui/roll/part_identity.h"
#include "ui/roll/part_words.h"

#include <QUndoStack>

#include <utility>

namespace cadenza::ui {
namespace {

const Orchestration::Programs kNone;

const Orchestration::Programs& programsIn(const Orchestration::Choices& choices, const std::string& id)
{
    const auto known = choices.find(id);
    return known == choices.end() ? kNone : known->second;
}

} // namespace

/// Other instruments for a piece, as a step.
class InstrumentStep : public QUndoCommand {
public:
    using Programs = Orchestration::Programs;

    InstrumentStep(const QString& words, Orchestration& orchestration, std::string id, Programs after)
        : QUndoCommand(words), orchestration_(orchestration), id_(std::move(id)),
          before_(programsIn(orchestration.choices(), id_)), after_(std::move(after))
    {
    }
    void undo() override { orchestration_.setPrograms(id_, before_); }
    void redo() override { orchestration_.setPrograms(id_, after_); }

private:
    Orchestration& orchestration_;
    std::string id_;
    Programs before_, after_;
};

Orchestration::Orchestration(QUndoStack* steps, QObject* parent) : QObject(parent), steps_(steps) {}

std::uint8_t Orchestration::programOf(const std::string& id, const midi::Piece& piece, std::size_t part) const
{
    const Programs& chosen = programsIn(choices_, id);
    const auto known = chosen.empty() ? chosen.end() : chosen.find(partKeys(piece)[part]);
    return known == chosen.end() ? piece.parts[part].program : known->second;
}

std::shared_ptr<const midi::Piece> Orchestration::played(const std::string& id,
                                                         std::shared_ptr<const midi::Piece> piece) const
{
    const Programs& chosen = programsIn(choices_, id);
    if (chosen.empty() || !piece)
        return piece;
    auto played = std::make_shared<midi::Piece>(*piece);
    const auto keys = partKeys(*piece);
    for (std::size_t part = 0; part < keys.size(); ++part)
        if (const auto known = chosen.find(keys[part]); known != chosen.end())
            played->parts[part].program = known->second;
    return played;
}

void Orchestration::choose(const std::string& id, const midi::Piece& piece, std::size_t part, std::uint8_t program)
{
    if (program == programOf(id, piece, part))
        return;
    Programs programs = programsIn(choices_, id);
    if (program == piece.parts[part].program)
        programs.erase(partKeys(piece)[part]);
    else
        programs[partKeys(piece)[part]] = program;
    if (!steps_)
        return setPrograms(id, programs);
    steps_->push(new InstrumentStep(tr("play %1 on %2").arg(partNames(piece)[part], programWords(program)), *this, id,
                                    std::move(programs)));
}

void Orchestration::setPrograms(const std::string& id, const Programs& programs)
{
    if (programs.empty())
        choices_.erase(id);
    else
        choices_[id] = programs;
    Q_EMIT changed(id);
}

void Orchestration::setChoices(Choices choices)
{
    Choices concerned = std::exchange(choices_, std::move(choices));
    concerned.insert(choices_.begin(), choices_.end());
    for (const auto& [id, programs] : concerned)
        Q_EMIT changed(id);
}

} // namespace cadenza::ui
