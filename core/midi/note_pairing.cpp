#include "core/midi/note_pairing.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace cadenza::midi {

void NotePairing::noteOn(const RawNote& note, std::size_t byteOffset)
{
    Key& key = keys_[note.channel * 128u + note.pitch];
    if (key.sounding++ == 0)
        ++soundingKeys_;
    else if (key.events.back().note != kNoteOff && key.events.back().at == note.onset)
        log_.remark("the same key is struck twice at once", byteOffset);
    else
        log_.remark("a key is struck again while it sounds", byteOffset);
    key.events.push_back({note.onset, byteOffset, notes_.size()});
    notes_.push_back(note);
    lastEvent_ = std::max(lastEvent_, note.onset);
}

void NotePairing::noteOff(std::uint8_t channel, std::uint8_t pitch, Tick at, std::size_t byteOffset)
{
    lastEvent_ = std::max(lastEvent_, at);
    Key& key = keys_[channel * 128u + pitch];
    if (key.sounding == 0) {
        log_.remark("a note-off without a sounding note", byteOffset);
        return;
    }
    const KeyEvent off{at, byteOffset, kNoteOff};
    if (--key.sounding > 0) {
        key.events.push_back(off);
        return;
    }
    --soundingKeys_;
    if (key.events.size() == 1) {
        close(key.events.front(), off);
    } else {
        key.events.push_back(off);
        pairInOrder(key.events);
    }
    key.events.clear();
}

void NotePairing::close(const KeyEvent& on, const KeyEvent& off)
{
    Tick duration = off.at - on.at;
    if (duration <= Tick{0}) {
        log_.remark("a note of zero length; one tick was given to it", on.byteOffset);
        duration = Tick{1};
    }
    notes_[on.note].duration = duration;
}

void NotePairing::pairInOrder(const std::vector<KeyEvent>& events)
{
    std::size_t nextOn = 0;
    for (const KeyEvent& event : events) {
        if (event.note != kNoteOff)
            continue;
        while (events[nextOn].note == kNoteOff)
            ++nextOn;
        close(events[nextOn++], event);
    }
}

void NotePairing::endStuckNote(const KeyEvent& on, Tick end, Tick quarter)
{
    log_.remark("a note that is never released", on.byteOffset, Severity::Warning);
    notes_[on.note].duration = end > on.at ? end - on.at : quarter;
}

void NotePairing::endStuck(std::vector<KeyEvent>& events, Tick quarter)
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i].note != kNoteOff)
            open.push_back(i);
        else
            open.pop_back();
    }
    // From the back, so that the next later event of the key is known without a search.
    std::optional<Tick> later;
    for (std::size_t i = events.size(); i-- > 0;) {
        if (i + 1 < events.size() && events[i + 1].at > events[i].at)
            later = events[i + 1].at;
        if (open.empty() || open.back() != i)
            continue;
        open.pop_back();
        endStuckNote(events[i], later.value_or(lastEvent_), quarter);
        events[i].note = kStuck;
    }
    std::erase_if(events, [](const KeyEvent& event) { return event.note == kStuck; });
    pairInOrder(events);
}

std::vector<RawNote> NotePairing::finish(Tick quarter)
{
    for (auto key = keys_.begin(); soundingKeys_ > 0 && key != keys_.end(); ++key) {
        if (key->sounding == 0)
            continue;
        endStuck(key->events, quarter);
        key->events.clear();
        key->sounding = 0;
        --soundingKeys_;
    }
    lastEvent_ = {};
    return std::exchange(notes_, {});
}

} // namespace cadenza::midi
