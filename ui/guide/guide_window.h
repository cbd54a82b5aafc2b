#pragma once

#include "ui/guide/guide_pages.h"

#include <QWidget>

#include <filesystem>
#include <map>
#include <vector>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;
class QUrl;

namespace cadenza::ui {

class GuideText;

/// The user guide: its contents at the left, a page at the right, and a field that finds words in all pages. Reads
/// share/cadenza/guide, see resources/guide/README.md. GUI thread.
class GuideWindow : public QWidget {
    Q_OBJECT

public:
    explicit GuideWindow(std::filesystem::path folder, QWidget* parent = nullptr);

    /// Such as "library"; the first page where there is none of that name.
    void showPage(const QString& name);

private:
    QWidget* makeTools();
    void fillContents();
    void tintHeadings();
    void markCurrent(const QUrl& page);
    [[nodiscard]] QUrl urlOf(const QString& page) const;
    void showMatches(const QString& words);
    void findNext();

    std::filesystem::path folder_;
    std::vector<GuidePage> pages_;
    std::map<QString, QString> texts_;          ///< by name, read at the first search
    std::map<QString, QTreeWidgetItem*> items_; ///< by name
    std::vector<QTreeWidgetItem*> headings_;
    QLineEdit* search_;
    QTreeWidget* contents_;
    GuideText* text_;
};

} // namespace cadenza::ui
