// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "tests/benchmarks/size.h"
#include "tests/support/conditions.h"
#include "tests/support/records.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <QTemporaryDir>

#include <random>

using namespace Capture;

namespace {

constexpr Id BatchSize = 2'000;

QByteArray payload()
{
    return "{\"text\":\"" + QByteArray(80, 'x') + "\"}"; // about 100 B with the event's name
}

/// Messages and frames a second into a capture file.
void writeStore(benchmark::State &state)
{
    for ([[maybe_unused]] auto round : state) {
        state.PauseTiming();
        const QTemporaryDir dir;
        QString error;
        auto writer = StoreWriter::create(dir.filePath(QStringLiteral("store")), &error);
        std::vector<RecordBatch> batches;
        for (Id first = 1; first <= state.range(0); first += BatchSize)
            batches.push_back(Samples::traffic(first, BatchSize, payload()));
        state.ResumeTiming();
        for (const RecordBatch &batch : batches) {
            if (!writer->write(batch) || !writer->commit())
                state.SkipWithError("the store failed");
        }
    }
    state.SetItemsProcessed(state.iterations() * 2 * state.range(0));
}

/// The peer: as many rows of the same payloads into one bare table.
void writeBareTable(benchmark::State &state)
{
    for ([[maybe_unused]] auto round : state) {
        state.PauseTiming();
        const QTemporaryDir dir;
        const QByteArray path = dir.filePath(QStringLiteral("bare")).toUtf8();
        const QByteArray data = "42[\"chat\"," + payload() + "]";
        sqlite3 *database = nullptr;
        sqlite3_open_v2(path.constData(), &database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
        sqlite3_exec(database,
                     "PRAGMA page_size=16384;PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                     "PRAGMA wal_autocheckpoint=2000;CREATE TABLE t(id INTEGER PRIMARY KEY, data)",
                     nullptr, nullptr, nullptr);
        sqlite3_stmt *insert = nullptr;
        sqlite3_prepare_v2(database, "INSERT INTO t VALUES(?,?)", -1, &insert, nullptr);
        state.ResumeTiming();
        for (Id id = 1; id <= 2 * state.range(0); ++id) {
            if (id % BatchSize == 1)
                sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
            sqlite3_bind_int64(insert, 1, id);
            sqlite3_bind_text(insert, 2, data.constData(), static_cast<int>(data.size()),
                              SQLITE_STATIC);
            sqlite3_step(insert);
            sqlite3_reset(insert);
            if (id % BatchSize == 0)
                sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
        }
        state.PauseTiming();
        sqlite3_finalize(insert);
        sqlite3_close(database);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * 2 * state.range(0));
}

/// Opens a finished capture and reads what the first screen needs.
class ReadStore : public benchmark::Fixture
{
public:
    void SetUp(const benchmark::State &state) override
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("store"));
        QString error;
        auto writer = StoreWriter::create(m_path, &error);
        for (Id first = 1; first <= state.range(0); first += BatchSize) {
            writer->write(Samples::traffic(first, BatchSize, payload()));
            writer->commit();
        }
        writer->finish();
    }
    void TearDown(const benchmark::State &) override { m_dir.reset(); }

protected:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

BENCHMARK_DEFINE_F(ReadStore, open)(benchmark::State &state)
{
    for ([[maybe_unused]] auto round : state) {
        QString error;
        auto reader = StoreReader::open(m_path, &error);
        const std::vector<Id> ids = reader->messageIds(false);
        benchmark::DoNotOptimize(reader->messages(std::span(ids).first(40)));
    }
}

BENCHMARK_DEFINE_F(ReadStore, scatteredRows)(benchmark::State &state)
{
    QString error;
    auto reader = StoreReader::open(m_path, &error);
    std::mt19937_64 random(1);
    std::uniform_int_distribution<Id> any(1, state.range(0));
    std::vector<Id> ids(40);
    for ([[maybe_unused]] auto round : state) {
        for (Id &id : ids)
            id = any(random);
        benchmark::DoNotOptimize(reader->messages(ids));
    }
}

BENCHMARK_DEFINE_F(ReadStore, search)(benchmark::State &state)
{
    QString error;
    auto reader = StoreReader::open(m_path, &error);
    const std::atomic_bool cancelled = false;
    for ([[maybe_unused]] auto round : state)
        reader->choose(StoreReader::Rows::Messages, containing("nowhere"), 0, state.range(0),
                       cancelled, [](std::span<const Id>) {});
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

} // namespace

BENCHMARK(writeStore)->Arg(benchmarkPercent() * 5'000)->Unit(benchmark::kMillisecond);
BENCHMARK(writeBareTable)->Arg(benchmarkPercent() * 5'000)->Unit(benchmark::kMillisecond);
BENCHMARK_REGISTER_F(ReadStore, open)
    ->Arg(benchmarkPercent() * 10'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_REGISTER_F(ReadStore, scatteredRows)
    ->Arg(benchmarkPercent() * 10'000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_REGISTER_F(ReadStore, search)
    ->Arg(benchmarkPercent() * 10'000)
    ->Unit(benchmark::kMillisecond);
