// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Takes pictures of the views with an invented capture, to be looked at:
/// `lookbook FOLDER` writes FOLDER/traffic-light.png and so on.

#include "tests/support/chatcapture.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/connections/connectionsview.h"
#include "widgets/traffic/trafficview.h"

#include <QApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTimer>

#include <functional>

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const QDir folder(QApplication::arguments().value(1, QStringLiteral(".")));
    Theme theme;
    CaptureFeed feed;
    Selection selection;
    MessageFilter filter;

    QSplitter window;
    auto *connections = new ConnectionsView(feed, selection, filter, theme, &window);
    auto *tabs = new QTabWidget(&window);
    auto *traffic = new TrafficView(feed, selection, filter, theme, tabs);
    tabs->addTab(traffic, QStringLiteral("Traffic"));
    tabs->addTab(new QPushButton(QStringLiteral("Button")), QStringLiteral("Problems"));
    auto *corner = new QWidget(tabs);
    auto *cornerLayout = new QHBoxLayout(corner);
    cornerLayout->setContentsMargins(0, 4, 12, 4);
    cornerLayout->addWidget(traffic->levelSwitch());
    tabs->setCornerWidget(corner);
    tabs->setDocumentMode(true);
    window.addWidget(connections);
    window.addWidget(tabs);
    window.resize(1180, 640);
    window.setSizes({250, 930});
    window.setStretchFactor(1, 1);

    ChatCapture chat;
    chat.addChat();
    feed.open(chat.reader(), [&chat] { return chat.reader(); });
    feed.apply(chat.addTicks(6));
    window.show();

    // A look needs a turn of the event loop to reach all widgets.
    const QList<std::function<void()>> pages {
        [&] {
            selection.selectMessage(11, 1, 1);
            feed.apply(chat.addTicks(40, 2));
        },
        [&] { traffic->setLevel(TrafficView::Frames); },
        [&] { traffic->setLevel(TrafficView::Exchanges); },
        [&] {
            traffic->setLevel(TrafficView::Messages);
            filter.setSession(1);
            window.resize(920, 640);
        },
    };
    const QStringList names {QStringLiteral("traffic"), QStringLiteral("frames"),
                             QStringLiteral("http"), QStringLiteral("narrow")};
    QTimer turn;
    qsizetype step = 0;
    QObject::connect(&turn, &QTimer::timeout, &window, [&] {
        const bool isDark = step % 2 == 1;
        if (step > 0) {
            const QString look = isDark ? QStringLiteral("light") : QStringLiteral("dark");
            const QString &name = names.at((step - 1) / 2);
            window.grab().save(folder.filePath(QStringLiteral("%1-%2.png").arg(name, look)));
        }
        if (step == 2 * pages.size()) {
            QApplication::quit();
            return;
        }
        theme.setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
        if (!isDark)
            pages.at(step / 2)();
        ++step;
    });
    turn.start(300);
    return QApplication::exec();
}
