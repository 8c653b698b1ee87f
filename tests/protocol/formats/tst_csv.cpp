// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/csv.h"

#include "protocol/formats/jsonlines.h"
#include "tests/support/exporting.h"
#include "tests/support/samplecapture.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace {

/// Reads CSV as RFC 4180 has it.
QList<QByteArrayList> records(const QByteArray &csv)
{
    QList<QByteArrayList> all;
    QByteArrayList record;
    QByteArray field;
    bool isQuoted = false;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (isQuoted) {
            if (c != '"')
                field += c;
            else if (i + 1 < csv.size() && csv[i + 1] == '"')
                field += csv[++i];
            else
                isQuoted = false;
        } else if (c == '"') {
            isQuoted = true;
        } else if (c == ',') {
            record.append(std::exchange(field, {}));
        } else if (c == '\r' && csv[i + 1] == '\n') {
            record.append(std::exchange(field, {}));
            all.append(std::exchange(record, {}));
            ++i;
        } else {
            field += c;
        }
    }
    return all;
}

} // namespace

/// Messages as CSV.
class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatJsonLinesSay();
    void keepsFormulasHarmless();
    void writesWhatIsChosen();
    void stopsWhenTold();
};

void TestCsv::saysWhatJsonLinesSay()
{
    const SampleCapture capture;
    const auto reader = capture.open();
    const QList<QByteArrayList> rows = records(Exporting::text(*reader, Formats::writeCsv));
    const QList<QByteArray> lines = Exporting::text(*reader, Formats::writeJsonLines).split('\n');
    QCOMPARE(rows.size(), lines.size()); // a head here, an empty line at the end there
    const QByteArrayList head = rows.constFirst();
    for (qsizetype i = 1; i < rows.size(); ++i) {
        const QJsonObject object = QJsonDocument::fromJson(lines[i - 1]).object();
        QVERIFY(!object.isEmpty());
        QCOMPARE(rows[i].size(), head.size());
        qsizetype filled = 0;
        for (qsizetype column = 0; column < head.size(); ++column) {
            const QJsonValue value = object[QLatin1String(head[column])];
            const QByteArray &cell = rows[i][column];
            filled += value.isUndefined() ? 0 : 1;
            if (value.isUndefined())
                QCOMPARE(cell, "");
            else if (value.isString())
                QCOMPARE(cell, value.toString().toUtf8());
            else if (value.isDouble())
                QCOMPARE(cell, QByteArray::number(value.toInteger()));
            else
                QVERIFY(lines[i - 1].contains('"' + head[column] + "\":" + cell));
        }
        QCOMPARE(filled, object.size());
    }
}

void TestCsv::keepsFormulasHarmless()
{
    const QByteArray line = Formats::csvLine(
        R"({"id":1,"event":"=cmd|' /C calc'!A0","text":"+1,\"2\"\n3","payloadBytes":4})");
    const QByteArrayList cells = records(line).constFirst();
    QCOMPARE(cells[0], "1");
    QCOMPARE(cells[10], "'=cmd|' /C calc'!A0");
    QCOMPARE(cells[17], "'+1,\"2\"\n3");
    QCOMPARE(cells[19], "4");
}

void TestCsv::writesWhatIsChosen()
{
    const SampleCapture capture;
    const auto reader = capture.open();
    Capture::StoreReader::Choice choice;
    choice.session = 99;
    QCOMPARE(Exporting::text(*reader, Formats::writeCsv, choice), Formats::csvHead());
    choice.session = 1;
    QVERIFY(Exporting::text(*reader, Formats::writeCsv, choice).size() > Formats::csvHead().size());
}

void TestCsv::stopsWhenTold()
{
    const SampleCapture capture;
    const auto reader = capture.open();
    QByteArray text;
    Formats::Export work {.reader = *reader,
                          .choice = {},
                          .sink =
                              [&text](QByteArrayView bytes) {
                                  text += bytes;
                                  return true;
                              },
                          .progress = [](double) { return false; },
                          .error = {}};
    QVERIFY(!Formats::writeCsv(work));
    QVERIFY(text.size() < SampleCapture::LongSize);
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
