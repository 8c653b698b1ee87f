// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Rooms view with 10,000 members in 2,000 rooms, 60,000 memberships: opening, painting,
// searching, a room with many members, another moment, and 200 changes at a time as they arrive.

#include "tests/benchmarks/size.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/chatcapture.h"
#include "tests/support/memberships.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/theme.h"
#include "widgets/common/timerange.h"
#include "widgets/rooms/roomlanes.h"
#include "widgets/rooms/roomsmodel.h"
#include "widgets/rooms/roomsview.h"

#include <QApplication>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTextStream>
#include <QTreeView>

#include <algorithm>

using namespace Capture;

namespace {

MembershipRecord made(int number, int members, int rooms)
{
    const auto name = [](const char *prefix, int at) {
        return QByteArray(prefix) + QByteArray::number(at).rightJustified(5, '0');
    };
    // Every fifth is in one large room.
    const int room = number % 5 == 0 ? 0 : number % rooms;
    return Samples::membership(number + 1, "/chat", name("room ", room),
                               name("member ", int(qint64(number) * 7919 % members)),
                               number % 1000);
}

class Times
{
public:
    void add(double ms) { m_all.push_back(ms); }
    void say(QTextStream &out, const char *what)
    {
        std::ranges::sort(m_all);
        out << what << ": median " << m_all[m_all.size() / 2] << " ms, worst " << m_all.back()
            << " ms\n";
    }

private:
    std::vector<double> m_all;
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const int members = 100 * benchmarkPercent();
    const int rooms = 20 * benchmarkPercent();
    const int count = 6 * members;
    QTextStream out(stdout);
    QElapsedTimer timer;

    ChatCapture chat;
    chat.addChat();
    std::vector<MembershipRecord> all;
    for (int i = 0; i < count; ++i)
        all.push_back(made(i, members, rooms));
    chat.addMemberships(all);

    const Theme theme;
    CaptureFeed feed;
    Selection selection;
    MessageFilter filter;
    TimeRange range;
    RoomsView view(feed, selection, filter, range, theme);
    view.resize(1000, 800);
    view.show();
    timer.start();
    feed.open(chat.reader(), [&chat] { return chat.reader(); });
    while (view.job().isReading())
        QApplication::sendPostedEvents();
    view.grab();
    out << members << " members, " << rooms << " rooms, " << count
        << " memberships: open and paint " << Stopwatch::milliseconds(timer) << " ms\n";

    QTreeView &tree = *view.tree();
    QRandomGenerator random(1);
    Times scrolls;
    for (int i = 0; i < 100; ++i) {
        timer.start();
        tree.verticalScrollBar()->setValue(
            int(random.bounded(tree.verticalScrollBar()->maximum())));
        tree.viewport()->grab();
        scrolls.add(Stopwatch::milliseconds(timer));
    }
    scrolls.say(out, "scroll anywhere and paint");

    const QModelIndex large = tree.model()->index(0, 0, tree.model()->index(0, 0));
    timer.start();
    tree.expand(large);
    tree.setCurrentIndex(large);
    view.grab();
    out << "unfold the room of " << tree.model()->rowCount(large) << ": "
        << Stopwatch::milliseconds(timer) << " ms\n";

    Times changes;
    for (int i = 0; i < 20; ++i) {
        std::vector<MembershipRecord> few;
        for (int number = 0; number < 200; ++number) {
            if (number % 2 == 0) {
                few.push_back(made(count + i * 200 + number, members, rooms));
            } else {
                few.push_back(all[std::size_t(i * 200 + number) % all.size()]);
                few.back().ended = Samples::at(2'000'000 + i);
            }
        }
        const Advance advance = chat.addMemberships(few);
        timer.start();
        feed.apply(advance);
        view.refresh();
        view.grab();
        changes.add(Stopwatch::milliseconds(timer));
    }
    changes.say(out, "take 200 changes and paint");

    Times moments;
    for (int i = 0; i < 20; ++i) {
        timer.start();
        qobject_cast<RoomsModel *>(tree.model())->setMoment(Samples::at(i * 50'000'000LL));
        view.grab();
        moments.add(Stopwatch::milliseconds(timer));
    }
    moments.say(out, "another moment, and paint");

    Times searches;
    for (const char *text : {"7", "77", "77", "", "member 0123", "room 01"}) {
        timer.start();
        view.search()->setText(QString::fromLatin1(text));
        view.grab();
        searches.add(Stopwatch::milliseconds(timer));
    }
    searches.say(out, "search, and paint");
    return 0;
}
