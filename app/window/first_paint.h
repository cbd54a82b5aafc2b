#pragma once

#include <QObject>

class QWidget;

namespace cadenza::app {

/// Tells, as JSON lines, when a window has been painted for the first time, how much memory is resident then and how
/// many libraries of libtorch are mapped; then it ends the program. For benchmarks. GUI thread.
class FirstPaint : public QObject {
    Q_OBJECT

public:
    /// `window` must not have been shown yet.
    explicit FirstPaint(QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tell();

    bool painted_{false};
};

} // namespace cadenza::app
