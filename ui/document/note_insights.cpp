#include "ui/document/note_insights.h"

#include <algorithm>

namespace cadenza::ui {

std::vector<const generation::NoteInsight*> insightsByNote(std::span<const generation::Take> takes,
                                                           std::span<const Descent> descents, std::size_t take)
{
    const generation::Take& made = takes[take];
    std::vector<const generation::NoteInsight*> byNote(made.piece.noteCount(), nullptr);
    const std::size_t first = std::min(made.seedNotes, byNote.size());
    const std::size_t own = std::min(made.insights.size(), byNote.size() - first);
    if (const auto parent = descents[take].parent) {
        const auto before = insightsByNote(takes, descents, *parent);
        std::copy_n(before.begin(), std::min(first, before.size()), byNote.begin());
        const std::size_t after = std::min(byNote.size() - first - own, before.size()); // a stretch was drawn anew
        std::copy_n(before.rbegin(), after, byNote.rbegin());
    }
    for (std::size_t i = 0; i < own; ++i)
        byNote[first + i] = &made.insights[i];
    return byNote;
}

} // namespace cadenza::ui
