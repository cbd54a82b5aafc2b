#include "ui/library/title_fitting.h"

#include <algorithm>
#include <numeric>

namespace cadenza::ui {
namespace {

const QString kEllipsis = QStringLiteral("…");

int commonPrefix(const QString& a, const QString& b)
{
    const auto shorter = std::min(a.size(), b.size());
    const auto differ = std::mismatch(a.begin(), a.begin() + shorter, b.begin());
    auto length = differ.first - a.begin();
    while (length > 0 && !a[length - 1].isSpace())
        --length;
    return static_cast<int>(length);
}

/// The rest of a title from `at`, or from the next word where that is inside one.
QString fromWholeWord(const QString& title, int at)
{
    if (at > 0 && !title[at - 1].isSpace())
        while (at < title.size() && !title[at].isSpace())
            ++at;
    return title.mid(at).trimmed();
}

/// The longest `candidate(n)` that fits, for n from `most` down to `least`.
template <class Candidate>
QString longestFitting(int most, int least, int room, const std::function<int(const QString&)>& widthOf,
                       const Candidate& candidate)
{
    int fits = least;
    int tooLong = most + 1;
    while (tooLong - fits > 1) { // the width grows with n
        const int middle = (fits + tooLong) / 2;
        (widthOf(candidate(middle)) <= room ? fits : tooLong) = middle;
    }
    return candidate(fits);
}

} // namespace

std::vector<int> sharedPrefixes(const QStringList& titles)
{
    // In alphabetical order the title that shares most stands beside it.
    std::vector<qsizetype> order(static_cast<std::size_t>(titles.size()));
    std::iota(order.begin(), order.end(), qsizetype{0});
    std::ranges::sort(order, {}, [&](qsizetype i) { return titles[i]; });
    std::vector<int> shared(order.size(), 0);
    for (std::size_t i = 1; i < order.size(); ++i) {
        const QString& before = titles[order[i - 1]];
        const QString& title = titles[order[i]];
        if (before == title)
            continue;
        const int common = commonPrefix(before, title);
        for (const qsizetype which : {order[i - 1], order[i]}) {
            int& known = shared[static_cast<std::size_t>(which)];
            known = std::max(known, common);
        }
    }
    return shared;
}

QString fittedTitle(const QString& title, int shared, int room, const std::function<int(const QString&)>& widthOf)
{
    if (widthOf(title) <= room)
        return title;
    const QString rest = title.mid(shared);
    const QString start = shared > 0 ? kEllipsis : QString();
    if (shared > 0 && widthOf(start + rest) <= room) // as much of the shared start as there is room for, from its end
        return longestFitting(shared, 0, room, widthOf,
                              [&](int kept) { return kEllipsis + fromWholeWord(title, shared - kept); });
    return longestFitting(static_cast<int>(rest.size()), 0, room, widthOf,
                          [&](int kept) { return start + rest.left(kept).trimmed() + kEllipsis; });
}

} // namespace cadenza::ui
