// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

/// Takes pictures of the overview with an invented capture, to be looked at:
/// `overviewlook FOLDER` writes FOLDER/overview-light.png and so on.

#include "protocol/capture/storewriter.h"
#include "tests/support/records.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/overviewstrip.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>

#include <cmath>
#include <random>

using namespace Capture;

namespace {

/// Waves of questions and answers, a pause, a burst, and a few errors.
RecordBatch talk()
{
    std::mt19937 random(7);
    std::exponential_distribution<double> pause;
    RecordBatch batch;
    double time = 0;
    for (Id id = 1; id <= 12'000; ++id) {
        const double seconds = time / 1e6;
        const double wave = 1.2 + std::sin(seconds / 6) * std::cos(seconds / 2.5);
        time += pause(random) * 8'000 / wave;
        if (id == 5'000)
            time += 4e6;
        if (id > 9'000 && id < 9'400)
            time -= 7'000 / wave; // faster, and not quite in order
        MessageRecord message = Samples::eventMessage(id, "chat", QByteArray(40, '1'));
        message.time = Samples::at(static_cast<qint64>(time));
        message.direction = random() % 3 == 0 ? Direction::Sent : Direction::Received;
        if (id == 2'200 || id == 9'300 || id == 9'310)
            message.problems.add(Problem::SioConnectError);
        batch.messages.push_back(message);
    }
    batch.weight = 1;
    return batch;
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const QDir folder(QApplication::arguments().value(1, QStringLiteral(".")));
    const QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("talk.sockscope"));
    QString error;
    auto writer = StoreWriter::create(path, &error);
    if (!writer || !writer->write(talk()) || !writer->finish())
        qFatal("%s", qPrintable(error));

    Theme theme;
    CaptureFeed feed;
    TimeRange range;
    OverviewStrip strip(feed, range, theme);
    strip.resize(1180, strip.height());
    strip.show();
    const auto take = [&](const QString &name) {
        for (const bool isDark : {false, true}) {
            theme.setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
            const QString look = isDark ? QStringLiteral("dark") : QStringLiteral("light");
            strip.grab().save(folder.filePath(QStringLiteral("%1-%2.png").arg(name, look)));
        }
    };
    take(QStringLiteral("overview-empty"));
    const auto open = [path] {
        QString ignored;
        return StoreReader::open(path, &ignored);
    };
    feed.open(open(), open);
    while (strip.isReading())
        QApplication::sendPostedEvents();
    take(QStringLiteral("overview-whole"));
    const TimeAxis &axis = strip.axis();
    range.set(axis.timeAt(600), axis.timeAt(820));
    take(QStringLiteral("overview"));
    return 0;
}
