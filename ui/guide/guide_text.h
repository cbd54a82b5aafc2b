#pragma once

#include <QTextBrowser>

namespace cadenza::ui {

/// A page of the guide as text: in the palette's colours, its pictures no wider than the page. GUI thread.
class GuideText : public QTextBrowser {
    Q_OBJECT

public:
    /// `folder` has its pages; it ends in a slash.
    explicit GuideText(const QUrl& folder, QWidget* parent = nullptr);

    [[nodiscard]] QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    [[nodiscard]] int pictureWidth() const;

    QUrl folder_; ///< `source()` is still the page before while a page is loaded
};

} // namespace cadenza::ui
