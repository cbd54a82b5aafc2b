#include "core/export/musicxml.h"

#include "core/base/file.h"
#include "core/export/measure_layout.h"
#include "core/export/pitch_spelling.h"
#include "core/export/score.h"
#include "core/export/xml_writer.h"
#include "core/midi/drum_names.h"
#include "core/midi/instruments.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

namespace cadenza::exporting {
namespace {

constexpr int kVoicesPerStaff = 4;
constexpr double kForteVelocity = 90.0; ///< MusicXML's `dynamics` is a percentage of it

std::string decimal(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

std::string partId(std::size_t part)
{
    return "P" + std::to_string(part + 1);
}

std::string instrumentId(std::size_t part, int drumKey = -1)
{
    return partId(part) + "-I" + std::to_string(drumKey < 0 ? 1 : drumKey + 1);
}

std::set<int> drumKeysOf(const ScorePart& part)
{
    std::set<int> keys;
    for (const ScoreStaff& staff : part.staves)
        for (const auto& voice : staff.voices)
            for (const ScoreChord& chord : voice)
                for (const ScoreChord::Head& head : chord.heads)
                    keys.insert(head.pitch);
    return keys;
}

const char* dynamicsOf(double velocity)
{
    constexpr std::array<std::pair<double, const char*>, 7> kLevels{
        {{17, "ppp"}, {33, "pp"}, {49, "p"}, {65, "mp"}, {81, "mf"}, {97, "f"}, {113, "ff"}}};
    for (const auto& [below, name] : kLevels)
        if (velocity < below)
            return name;
    return "fff";
}

/// Writes one part, measure by measure.
class PartWriter {
public:
    PartWriter(XmlWriter& xml, const Score& score, std::size_t index)
        : xml_(xml), score_(score), part_(score.parts[index]), index_(index)
    {
    }

    void write()
    {
        xml_.open("part", {{"id", partId(index_)}});
        for (std::size_t m = 0; m < score_.measures.size(); ++m) {
            xml_.open("measure", {{"number", std::to_string(m + 1)}});
            attributes(m);
            if (index_ == 0)
                tempo(score_.measures[m], m == 0);
            dynamics(score_.measures[m]);
            pedal(score_.measures[m]);
            voices(score_.measures[m]);
            if (m + 1 == score_.measures.size())
                finalBar();
            xml_.close();
        }
        xml_.close();
    }

private:
    void attributes(std::size_t m);
    void clefs();
    void tempo(const ScoreMeasure& measure, bool first);
    void dynamics(const ScoreMeasure& measure);
    void pedal(const ScoreMeasure& measure);
    void voices(const ScoreMeasure& measure);
    void value(const WrittenValue& written, int voice, int staff);
    void note(const WrittenValue& written, const ScoreChord::Head* head, bool inChord, int voice, int staff);
    void pitch(const ScoreChord::Head& head);
    void notations(const WrittenValue& written, bool inChord);
    void wholeRest(const ScoreMeasure& measure, int voice, int staff);
    void finalBar();
    [[nodiscard]] bool inMeasure(int at, const ScoreMeasure& measure) const
    {
        return at >= measure.start && at < measure.start + measure.length;
    }

    XmlWriter& xml_;
    const Score& score_;
    const ScorePart& part_;
    std::size_t index_;
    const ScoreMeasure* current_{nullptr};
    const char* lastDynamics_{""};
};

void PartWriter::attributes(std::size_t m)
{
    current_ = &score_.measures[m];
    const ScoreMeasure* before = m == 0 ? nullptr : &score_.measures[m - 1];
    const bool key = !before || before->sharps != current_->sharps || before->minor != current_->minor;
    const bool time = !before || before->time.numerator != current_->time.numerator
                      || before->time.denominator != current_->time.denominator;
    if (!key && !time)
        return;
    xml_.open("attributes");
    if (!before)
        xml_.number("divisions", kDivisions);
    if (key) {
        xml_.open("key");
        xml_.number("fifths", std::clamp(current_->sharps, -7, 7));
        xml_.text("mode", current_->minor ? "minor" : "major");
        xml_.close();
    }
    if (time) {
        xml_.open("time");
        xml_.number("beats", current_->time.numerator);
        xml_.number("beat-type", current_->time.denominator);
        xml_.close();
    }
    if (!before)
        clefs();
    xml_.close();
}

void PartWriter::clefs()
{
    if (part_.staves.size() > 1)
        xml_.number("staves", static_cast<int>(part_.staves.size()));
    for (std::size_t s = 0; s < part_.staves.size(); ++s) {
        if (part_.staves.size() > 1)
            xml_.open("clef", {{"number", std::to_string(s + 1)}});
        else
            xml_.open("clef");
        if (part_.drums) {
            xml_.text("sign", "percussion");
        } else {
            xml_.text("sign", part_.staves[s].bass ? "F" : "G");
            xml_.number("line", part_.staves[s].bass ? 4 : 2);
        }
        xml_.close();
    }
}

/// The first tempo is printed; the rubato after it is only heard.
void PartWriter::tempo(const ScoreMeasure& measure, bool first)
{
    for (const Score::Tempo& change : score_.tempo) {
        if (!inMeasure(change.at, measure))
            continue;
        const std::string bpm = decimal(change.quartersPerMinute);
        if (first && change.at == 0) {
            xml_.open("direction", {{"placement", "above"}});
            xml_.open("direction-type");
            xml_.open("metronome");
            xml_.text("beat-unit", "quarter");
            xml_.text("per-minute", std::to_string(static_cast<int>(change.quartersPerMinute + 0.5)));
            xml_.close();
            xml_.close();
            xml_.empty("sound", {{"tempo", bpm}});
            xml_.close();
        } else {
            xml_.open("sound", {{"tempo", bpm}});
            xml_.number("offset", change.at - measure.start);
            xml_.close();
        }
    }
}

/// A mark where the mean velocity of a measure reaches another level.
void PartWriter::dynamics(const ScoreMeasure& measure)
{
    double sum = 0.0;
    int count = 0;
    for (const ScoreStaff& staff : part_.staves)
        for (const auto& voice : staff.voices) {
            auto chord = std::ranges::lower_bound(voice, measure.start, {}, &ScoreChord::at);
            for (; chord != voice.end() && inMeasure(chord->at, measure); ++chord)
                for (const ScoreChord::Head& head : chord->heads) {
                    sum += head.velocity;
                    ++count;
                }
        }
    const char* level = count > 0 ? dynamicsOf(sum / count) : lastDynamics_;
    if (std::string_view(level) == lastDynamics_)
        return;
    lastDynamics_ = level;
    xml_.open("direction", {{"placement", "below"}});
    xml_.open("direction-type");
    xml_.open("dynamics");
    xml_.empty(level);
    xml_.close();
    xml_.close();
    if (part_.staves.size() > 1)
        xml_.number("staff", 1);
    xml_.close();
}

void PartWriter::pedal(const ScoreMeasure& measure)
{
    auto change = std::ranges::lower_bound(part_.pedal, measure.start, {}, &ScorePart::Pedal::at);
    for (; change != part_.pedal.end() && inMeasure(change->at, measure); ++change) {
        xml_.open("direction", {{"placement", "below"}});
        xml_.open("direction-type");
        xml_.empty("pedal", {{"type", change->down ? "start" : "stop"}, {"line", "yes"}});
        xml_.close();
        xml_.number("offset", change->at - measure.start);
        if (part_.staves.size() > 1)
            xml_.number("staff", static_cast<int>(part_.staves.size()));
        xml_.empty("sound", {{"damper-pedal", change->down ? "yes" : "no"}});
        xml_.close();
    }
}

void PartWriter::voices(const ScoreMeasure& measure)
{
    bool first = true;
    const auto rewind = [&] {
        if (!std::exchange(first, false)) {
            xml_.open("backup");
            xml_.number("duration", measure.length);
            xml_.close();
        }
    };
    for (std::size_t s = 0; s < part_.staves.size(); ++s) {
        const ScoreStaff& staff = part_.staves[s];
        const int staffNumber = static_cast<int>(s) + 1;
        bool written = false;
        for (std::size_t v = 0; v < staff.voices.size(); ++v) {
            const auto values = layOut(staff.voices[v], staff, measure);
            if (values.empty())
                continue;
            rewind();
            written = true;
            for (const WrittenValue& one : values)
                value(one, static_cast<int>(s) * kVoicesPerStaff + static_cast<int>(v) + 1, staffNumber);
        }
        if (!written) {
            rewind();
            wholeRest(measure, static_cast<int>(s) * kVoicesPerStaff + 1, staffNumber);
        }
    }
}

void PartWriter::value(const WrittenValue& written, int voice, int staff)
{
    if (!written.chord)
        return note(written, nullptr, false, voice, staff);
    bool inChord = false;
    for (const ScoreChord::Head& head : written.chord->heads)
        note(written, &head, std::exchange(inChord, true), voice, staff);
}

void PartWriter::note(const WrittenValue& written, const ScoreChord::Head* head, bool inChord, int voice, int staff)
{
    if (head)
        xml_.open("note", {{"dynamics", decimal(head->velocity / kForteVelocity * 100.0)}});
    else
        xml_.open("note");
    if (inChord)
        xml_.empty("chord");
    if (head)
        pitch(*head);
    else
        xml_.empty("rest");
    xml_.number("duration", written.value.length);
    if (written.tiedFrom)
        xml_.empty("tie", {{"type", "stop"}});
    if (written.tiedTo)
        xml_.empty("tie", {{"type", "start"}});
    if (head && part_.drums)
        xml_.empty("instrument", {{"id", instrumentId(index_, head->pitch)}});
    xml_.number("voice", voice);
    xml_.text("type", written.value.type);
    for (int dot = 0; dot < written.value.dots; ++dot)
        xml_.empty("dot");
    if (written.triplet) {
        xml_.open("time-modification");
        xml_.number("actual-notes", 3);
        xml_.number("normal-notes", 2);
        xml_.text("normal-type", written.cellLength == kDivisions ? "eighth" : "16th");
        xml_.close();
    }
    if (part_.staves.size() > 1)
        xml_.number("staff", staff);
    notations(written, inChord);
    xml_.close();
}

void PartWriter::pitch(const ScoreChord::Head& head)
{
    const SpelledPitch spelled = spell(head.pitch, current_->sharps, current_->minor);
    xml_.open(part_.drums ? "unpitched" : "pitch");
    xml_.text(part_.drums ? "display-step" : "step", std::string(1, spelled.step));
    if (spelled.alter != 0 && !part_.drums)
        xml_.number("alter", spelled.alter);
    xml_.number(part_.drums ? "display-octave" : "octave", spelled.octave);
    xml_.close();
}

void PartWriter::notations(const WrittenValue& written, bool inChord)
{
    const bool tuplet = !inChord && (written.tupletStarts || written.tupletStops);
    if (!written.tiedFrom && !written.tiedTo && !tuplet)
        return;
    xml_.open("notations");
    if (written.tiedFrom)
        xml_.empty("tied", {{"type", "stop"}});
    if (written.tiedTo)
        xml_.empty("tied", {{"type", "start"}});
    if (!inChord && written.tupletStarts)
        xml_.empty("tuplet", {{"type", "start"}, {"bracket", "yes"}});
    if (!inChord && written.tupletStops)
        xml_.empty("tuplet", {{"type", "stop"}});
    xml_.close();
}

void PartWriter::wholeRest(const ScoreMeasure& measure, int voice, int staff)
{
    xml_.open("note");
    xml_.empty("rest", {{"measure", "yes"}});
    xml_.number("duration", measure.length);
    xml_.number("voice", voice);
    if (part_.staves.size() > 1)
        xml_.number("staff", staff);
    xml_.close();
}

void PartWriter::finalBar()
{
    xml_.open("barline", {{"location", "right"}});
    xml_.text("bar-style", "light-heavy");
    xml_.close();
}

std::string instrumentOf(const ScorePart& part)
{
    if (part.drums)
        return "Drums";
    return part.program == 0 ? "Piano" : std::string(midi::programName(static_cast<std::uint8_t>(part.program)));
}

std::string drumOf(int key)
{
    const auto name = midi::drumName(static_cast<std::uint8_t>(key));
    return name.empty() ? "Key " + std::to_string(key) : std::string(name);
}

void writeInstruments(XmlWriter& xml, const ScorePart& part, std::size_t index)
{
    const std::set<int> keys = part.drums ? drumKeysOf(part) : std::set<int>{-1};
    for (const int key : keys) {
        xml.open("score-instrument", {{"id", instrumentId(index, key)}});
        xml.text("instrument-name", key < 0 ? instrumentOf(part) : drumOf(key));
        xml.close();
    }
    for (const int key : keys) {
        xml.open("midi-instrument", {{"id", instrumentId(index, key)}});
        xml.number("midi-channel", part.channel % 16 + 1);
        xml.number("midi-program", part.program % 128 + 1);
        if (key >= 0)
            xml.number("midi-unpitched", key + 1);
        xml.close();
    }
}

void writePartList(XmlWriter& xml, const Score& score)
{
    xml.open("part-list");
    for (std::size_t p = 0; p < score.parts.size(); ++p) {
        const ScorePart& part = score.parts[p];
        xml.open("score-part", {{"id", partId(p)}});
        xml.text("part-name", part.name);
        writeInstruments(xml, part, p);
        xml.close();
    }
    xml.close();
}

} // namespace

std::string writeMusicXml(const midi::Piece& piece)
{
    Score score = makeScore(piece);
    if (score.parts.empty()) // the schema asks for one
        score.parts.push_back({"", 0, 0, false, {ScoreStaff{}}, {}});
    for (std::size_t p = 0; p < score.parts.size(); ++p)
        if (score.parts[p].name.empty())
            score.parts[p].name = instrumentOf(score.parts[p]);

    XmlWriter xml;
    xml.raw(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 "
        "Partwise//EN\" \"http://www.musicxml.org/dtds/partwise.dtd\">\n");
    xml.open("score-partwise", {{"version", "4.0"}});
    if (!score.title.empty()) {
        xml.open("work");
        xml.text("work-title", score.title);
        xml.close();
    }
    xml.open("identification");
    if (!score.composer.empty())
        xml.text("creator", score.composer, {{"type", "composer"}});
    xml.open("encoding");
    xml.text("software", "Cadenza");
    xml.close();
    xml.close();
    writePartList(xml, score);
    for (std::size_t p = 0; p < score.parts.size(); ++p)
        PartWriter(xml, score, p).write();
    xml.close();
    return xml.take();
}

Result<void> exportMusicXml(const midi::Piece& piece, const std::filesystem::path& target)
{
    return writeFileAtomically(target, std::string_view(writeMusicXml(piece)));
}

} // namespace cadenza::exporting
