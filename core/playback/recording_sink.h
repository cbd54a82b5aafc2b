#pragma once

#include "core/playback/message_sink.h"

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace cadenza::playback {

/// Keeps everything it is sent, with its frame, and checks that note-ons and note-offs pair up: how tests see what
/// would have sounded, without a device. It allocates, so it stands behind tests and offline work only.
class RecordingSink final : public MessageSink {
public:
    struct Entry {
        std::int64_t frame{0};
        ChannelMessage message;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    void send(ChannelMessage message, std::int64_t frame) noexcept override
    {
        entries_.push_back({frame, message});
        const std::pair key(message.channel(), int{message.data1});
        if (message.kind() == kNoteOn && message.data2 > 0)
            strayOns_ += down_.insert(key).second ? 0 : 1;
        else if (message.kind() == kNoteOn || message.kind() == kNoteOff)
            strayOffs_ += down_.erase(key) == 1 ? 0 : 1;
        else if (message.kind() == kControlChange && message.data1 == kSustainPedal)
            pedal_[message.channel()] = message.data2 >= 64;
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    /// Keys (channel, pitch) that are down now.
    [[nodiscard]] const std::set<std::pair<int, int>>& down() const { return down_; }
    [[nodiscard]] bool pedalDown(int channel) const
    {
        const auto found = pedal_.find(channel);
        return found != pedal_.end() && found->second;
    }
    [[nodiscard]] int strayOns() const { return strayOns_; }   ///< note-ons of keys that were down already
    [[nodiscard]] int strayOffs() const { return strayOffs_; } ///< note-offs of keys that were not down
    /// The entries of one kind (kNoteOn, kNoteOff, kControlChange, …).
    [[nodiscard]] std::vector<Entry> ofKind(int kind) const
    {
        std::vector<Entry> found;
        for (const Entry& entry : entries_)
            if (entry.message.kind() == kind)
                found.push_back(entry);
        return found;
    }
    void clear() { entries_.clear(); }

private:
    std::vector<Entry> entries_;
    std::set<std::pair<int, int>> down_;
    std::map<int, bool> pedal_;
    int strayOns_{0};
    int strayOffs_{0};
};

} // namespace cadenza::playback
