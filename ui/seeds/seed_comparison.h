#pragma once

#include "ui/roll/roll_content.h"

#include <QWidget>

#include <array>
#include <optional>
#include <string>

class QPushButton;

namespace cadenza::ui {

/// A seed by the piece it is of.
struct SeedPlace {
    std::string entryId;
    NoteRange range;
    friend bool operator==(const SeedPlace&, const SeedPlace&) = default;
};

/// Two seeds side by side, for the ear: the chosen seed is in one slot, a press on the other brings back the seed that
/// was chosen there, and plays it.
class SeedComparison : public QWidget {
    Q_OBJECT

public:
    explicit SeedComparison(QWidget* parent = nullptr);

    /// The seed that is chosen now goes into the slot in use.
    void setCurrent(const std::optional<SeedPlace>& place, const QString& words);

Q_SIGNALS:
    void recalled(const cadenza::ui::SeedPlace& place);

private:
    struct Slot {
        std::optional<SeedPlace> place;
        QString words;
        QPushButton* button{nullptr};
    };
    void use(std::size_t slot);
    void show(const Slot& slot, QChar letter);

    std::array<Slot, 2> slots_;
    std::size_t inUse_{0};
};

} // namespace cadenza::ui
