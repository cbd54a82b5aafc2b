#pragma once

#include "ui/seeds/gallery_seed.h"
#include "ui/seeds/seed_finder.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QScrollArea;
class QSpinBox;
class QVBoxLayout;

namespace cadenza::ui {

class SeedCard;
class SeedComparison;
struct SeedPlace;

/// The best seeds of one piece or of several as cards, and what seeds are to be like: how long, where they may begin
/// and end, and by which reason they are sorted. Starred ones come first.
class SeedGallery : public QWidget {
    Q_OBJECT

public:
    explicit SeedGallery(QWidget* parent = nullptr);

    /// The seeds of the piece that is shown.
    void setFindings(const SeedFindings& findings);
    void setSeeds(std::vector<GallerySeed> seeds);
    /// While a search runs, or why there is nothing to show; the cards go.
    void setNote(const QString& text);
    /// Of what the cards are, when they are not of the piece that is shown; empty hides it.
    void setHeading(const QString& text);
    void setChosen(std::optional<NoteRange> range, const std::string& entryId = {});
    void setPlaying(std::optional<NoteRange> range);
    void setSeedLength(std::size_t notes);
    [[nodiscard]] std::size_t seedLength() const;
    /// Whether a model reads the music, so that its surprise is a reason to sort by.
    void setModelReads(bool reads);
    [[nodiscard]] seeds::SeedWish wish(std::size_t top) const;
    /// What seeds are to be like and how they are sorted, from one day to the next.
    [[nodiscard]] QByteArray saveChoices() const;
    void restoreChoices(const QByteArray& state);
    [[nodiscard]] SeedComparison& comparison() { return *comparison_; }

Q_SIGNALS:
    void pieceWanted(const std::string& entryId); ///< before a seed of another piece is chosen
    void seedChosen(std::size_t first, std::size_t count);
    void playRequested(std::size_t first, std::size_t count);
    void starred(const cadenza::ui::SeedPlace& place, bool on); ///< an empty id is the piece that is shown
    void seedLengthChanged(std::size_t notes);
    void wishChanged(); ///< where seeds may begin and end

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void clear();
    void showCards();
    void addCard(const GallerySeed& seed, const QString& reasons);
    QWidget* makeHead();

    QSpinBox* length_;
    QComboBox *sort_, *snap_;
    QBoxLayout* choices_{nullptr};
    QLabel *heading_, *note_;
    QScrollArea* area_;
    QVBoxLayout* column_;
    SeedComparison* comparison_;
    std::vector<GallerySeed> seeds_; ///< best first
    std::vector<SeedCard*> cards_;
    std::optional<NoteRange> chosen_;
};

} // namespace cadenza::ui
