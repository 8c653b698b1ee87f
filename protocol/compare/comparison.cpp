// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/comparison.h"

#include "protocol/client/httpchannel.h"
#include "protocol/compare/merge.h"
#include "protocol/compare/site.h"
#include "protocol/compare/wayround.h"
#include "protocol/net/filelimit.h"

#include <QThread>

#include <mutex>
#include <set>

namespace Compare {

namespace {

Capture::Time now()
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

/// Asks as a client of Socket.IO 2 would.
std::optional<bool> takesRevision3(Threads &threads, Site &site)
{
    const Site::Door &door = site.door({});
    if (site.target().path.isEmpty() || !door.error.isEmpty())
        return std::nullopt;
    std::unique_ptr<Client::HttpChannel> channel;
    Client::HttpChannel::Result answer;
    std::atomic<bool> isAnswered {false};
    const QByteArray url = "http://" + door.aside + site.target().path + "?EIO=3&transport=polling";
    threads.clients.run([&] {
        channel = std::make_unique<Client::HttpChannel>(threads.clients.poller());
        channel->get(url, [&](const Client::HttpChannel::Result &result) {
            answer = result;
            isAnswered = true;
            threads.ring();
        });
    });
    constexpr std::chrono::seconds Patience {5};
    threads.wait(Patience, [&] { return isAnswered.load(); });
    threads.clients.run([&] { channel.reset(); });
    if (!isAnswered || answer.status == 0 || answer.status >= 500)
        return std::nullopt;
    return answer.status == 200 && answer.body.contains(R"("sid")");
}

} // namespace

/// The thread that leads a run.
class Comparison::Run final : public QThread
{
public:
    Run(Comparison &owner, Plan plan)
        : m_owner(owner)
        , m_plan(std::move(plan))
    {
        setObjectName(QStringLiteral("compare"));
    }

    void cancel()
    {
        const std::lock_guard lock(m_mutex);
        m_isCancelled = true;
        if (m_threads != nullptr)
            m_threads->cancel();
    }

protected:
    void run() override
    {
        m_report.plan = m_plan;
        m_report.started = now();
        m_report.failure = m_plan.fault();
        if (m_report.failure.isEmpty()) {
            Net::raiseFileLimit();
            Threads threads;
            setThreads(&threads);
            measure(threads);
            setThreads(nullptr);
        }
        m_report.ended = now();
        tell([report = m_report](Comparison &owner) { owner.end(report); });
    }

private:
    struct Column
    {
        int target = 0;
        Way way;
        bool hurts = false; // the first with its stack
        std::vector<WayResult> rounds;
    };

    void setThreads(Threads *threads)
    {
        const std::lock_guard lock(m_mutex);
        m_threads = threads;
        if (threads != nullptr && m_isCancelled)
            threads->cancel();
    }

    template<typename Function>
    void tell(Function function)
    {
        QMetaObject::invokeMethod(
            &m_owner, [owner = &m_owner, function] { function(*owner); }, Qt::QueuedConnection);
    }

    void measure(Threads &threads)
    {
        std::vector<std::unique_ptr<Site>> sites;
        for (const Target &target : std::as_const(m_plan.targets))
            sites.push_back(std::make_unique<Site>(threads, target));
        std::vector<Column> columns = makeColumns();
        for (const Column &column : columns)
            m_steps += m_plan.rounds * WayRound::steps(m_plan, column.hurts);
        for (const auto &site : sites) {
            TargetFacts facts;
            facts.offersRecovery = site->target().isEmbedded(); // where it is asked to
            facts.takesRevision3 = takesRevision3(threads, *site);
            facts.url = site->url();
            m_report.targets.append(facts);
        }
        for (int round = 1; round <= m_plan.rounds && !threads.isCancelled(); ++round) {
            for (Column &column : columns) {
                if (threads.isCancelled())
                    break;
                measure(threads, *sites[std::size_t(column.target)], column, round);
                collect(columns);
                tell([report = m_report](Comparison &owner) { emit owner.advanced(report); });
            }
            m_report.roundsDone += threads.isCancelled() ? 0 : 1;
        }
        m_report.wasCancelled = threads.isCancelled();
        collect(columns);
    }

    std::vector<Column> makeColumns() const
    {
        std::vector<Column> columns;
        for (int target = 0; target < m_plan.targets.size(); ++target) {
            std::set<Stack> stacks;
            for (const Way &way : m_plan.ways)
                columns.push_back({target, way, stacks.insert(way.stack).second, {}});
        }
        return columns;
    }

    void measure(Threads &threads, Site &site, Column &column, int round)
    {
        const int before = m_done;
        WayRound way(
            threads, site, m_plan, column.way, [&](Progress::Doing doing, Work work, qint64 size) {
                const Progress progress {column.target, column.way,    doing,    work,   size,
                                         round,         m_plan.rounds, m_done++, m_steps};
                tell([progress](Comparison &owner) { emit owner.progressed(progress); });
            });
        WayResult result = way.run(column.hurts);
        result.target = column.target;
        column.rounds.push_back(std::move(result));
        m_done = before + WayRound::steps(m_plan, column.hurts); // what failed is done too
        TargetFacts &facts = m_report.targets[column.target];
        facts.offersRecovery = facts.offersRecovery || way.isOfferedRecovery();
        facts.maxPayload = std::max(facts.maxPayload, way.maxPayload());
    }

    void collect(const std::vector<Column> &columns)
    {
        m_report.ended = now();
        m_report.results.clear();
        for (const Column &column : columns) {
            WayResult result = merged(column.rounds);
            result.target = column.target;
            result.way = column.way;
            m_report.results.push_back(std::move(result));
        }
    }

    Comparison &m_owner;
    const Plan m_plan;
    Report m_report; // in the thread
    int m_steps = 0;
    int m_done = 0;
    std::mutex m_mutex;
    Threads *m_threads = nullptr; // guarded by m_mutex; null before and after
    bool m_isCancelled = false; // guarded by m_mutex
};

Comparison::Comparison(QObject *parent)
    : QObject(parent)
{
    qRegisterMetaType<Compare::Progress>();
    qRegisterMetaType<Compare::Report>();
}

Comparison::~Comparison()
{
    if (m_run) {
        m_run->cancel();
        m_run->wait();
    }
}

void Comparison::start(const Plan &plan)
{
    Q_ASSERT(!isRunning());
    m_run = std::make_unique<Run>(*this, plan);
    m_run->start();
}

void Comparison::cancel()
{
    if (m_run)
        m_run->cancel();
}

void Comparison::end(const Report &report)
{
    m_run->wait();
    m_run.reset();
    emit finished(report);
}

} // namespace Compare
