#pragma once

#include "core/library/library.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSize>

#include <string>
#include <vector>

namespace cadenza::ui {

/// Small rolls of how pieces begin, for lists. A picture is made when it is first asked for, on another thread, since a
/// piece that an index knows has to be read for it. GUI thread.
class PiecePictures : public QObject {
    Q_OBJECT

public:
    static constexpr QSize kSize{44, 18};

    explicit PiecePictures(QObject* parent = nullptr);
    ~PiecePictures() override;

    /// Null while it is being made; `drawn` tells when it is there.
    [[nodiscard]] QImage of(const library::Entry& entry, qreal devicePixelRatio);

Q_SIGNALS:
    void drawn(const std::string& id);

private:
    struct Wish {
        library::Entry entry;
        qreal ratio;
    };
    void drawNext();
    void forget();

    QCache<QString, QImage> pictures_;
    std::vector<Wish> wishes_; ///< the newest, at the end, is what is on screen now
    bool drawing_{false};
    int theme_{0}; ///< counts changes: a picture in old colours is not kept
};

} // namespace cadenza::ui
