#pragma once

#include "ui/roll/roll_content.h"
#include "ui/seeds/seed_finder.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace cadenza::ui {

class SeedCard;

/// The best seeds of a piece as cards, best first, and the length a seed has.
class SeedGallery : public QWidget {
    Q_OBJECT

public:
    explicit SeedGallery(QWidget* parent = nullptr);

    void setFindings(const SeedFindings& findings);
    /// While a search runs, or why there is nothing to show.
    void setNote(const QString& text);
    void setChosen(std::optional<NoteRange> range);
    void setPlaying(std::optional<NoteRange> range);
    void setSeedLength(std::size_t notes);
    [[nodiscard]] std::size_t seedLength() const;

Q_SIGNALS:
    void seedChosen(std::size_t first, std::size_t count);
    void playRequested(std::size_t first, std::size_t count);
    void seedLengthChanged(std::size_t notes);

private:
    void clear();

    QSpinBox* length_;
    QLabel* note_;
    QScrollArea* area_;
    QVBoxLayout* column_;
    std::vector<SeedCard*> cards_;
};

} // namespace cadenza::ui
