#include "core/training/learner.h"

namespace cadenza::training {

Tally& Tally::operator+=(const Tally& other)
{
    notes += other.notes;
    step += other.step;
    part += other.part;
    pitch += other.pitch;
    duration += other.duration;
    velocity += other.velocity;
    tempo += other.tempo;
    pedal += other.pedal;
    stepRight += other.stepRight;
    pitchRight += other.pitchRight;
    durationRight += other.durationRight;
    velocityRight += other.velocityRight;
    return *this;
}

double Tally::nllPerNote() const
{
    return notes > 0.0 ? (step + pitch + duration + velocity) / notes : 0.0;
}

} // namespace cadenza::training
