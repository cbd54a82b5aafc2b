#include "ui/library/title_fitting.h"

#include <QTest>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

int lettersOf(const QString& text)
{
    return static_cast<int>(text.size());
}

} // namespace

/// Titles in little room: what tells pieces apart stays.
class TestTitleFitting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatTitlesShareInWholeWords()
    {
        const QStringList titles{u"Sonata in C, 1. Satz"_s, u"Prelude"_s, u"Sonata in C, 2. Satz"_s, u"Sonate"_s};
        QCOMPARE(sharedPrefixes(titles), (std::vector<int>{13, 0, 13, 0}));
    }

    void equalTitlesShareNothingThatCouldGo()
    {
        QCOMPARE(sharedPrefixes({u"Etude"_s, u"Etude"_s}), (std::vector<int>{0, 0}));
    }

    void aTitleThatFitsStaysWhole() { QCOMPARE(fittedTitle(u"Sonata in C"_s, 7, 11, lettersOf), u"Sonata in C"_s); }

    void theSharedStartGoesFirstFromItsBeginning()
    {
        QCOMPARE(fittedTitle(u"Sonata Hob. XVI: 33 1. Satz"_s, 20, 17, lettersOf), u"…XVI: 33 1. Satz"_s);
        QCOMPARE(fittedTitle(u"Sonata Hob. XVI: 33 1. Satz"_s, 20, 8, lettersOf), u"…1. Satz"_s);
    }

    void whatIsNotSharedEndsInAnEllipsis()
    {
        QCOMPARE(fittedTitle(u"Gymnopedie"_s, 0, 6, lettersOf), u"Gymno…"_s);
        QCOMPARE(fittedTitle(u"Suite Cataluna"_s, 6, 6, lettersOf), u"…Cata…"_s);
    }
};

QTEST_GUILESS_MAIN(TestTitleFitting)
#include "tst_title_fitting.moc"
