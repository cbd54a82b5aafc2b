#pragma once

#include <QMenu>

#include <cstdint>
#include <functional>

namespace cadenza::ui {

/// What plays a part: the General MIDI program that was chosen, and the one that its file has.
struct PartInstrument {
    std::uint8_t chosen{0};
    std::uint8_t written{0};
    friend bool operator==(const PartInstrument&, const PartInstrument&) = default;
};

/// The instruments of General MIDI by family, with the file's own on top; `choose` is told the program that is picked.
[[nodiscard]] QMenu* instrumentMenu(PartInstrument instrument, QWidget* parent,
                                    const std::function<void(std::uint8_t)>& choose);

} // namespace cadenza::ui
