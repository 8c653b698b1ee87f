// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/payload.h"

#include <QSignalSpy>
#include <QTest>

class TestPayload : public QObject
{
    Q_OBJECT

private slots:
    void readsAnywhere()
    {
        const auto payload = longPayload();
        QCOMPARE(payload->bytesAt(10, 3), m_bytes.mid(10, 3));
        QCOMPARE(payload->bytesAt(m_bytes.size() - 2, 10), m_bytes.right(2));
        QCOMPARE(payload->readableSize(), m_bytes.size());
    }

    void loadsTheRestInSlices()
    {
        const auto payload = longPayload();
        PayloadLoader loader;
        QSignalSpy progressed(&loader, &PayloadLoader::progressed);
        QSignalSpy finished(&loader, &PayloadLoader::finished);
        loader.start(payload);
        QVERIFY(loader.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(progressed.count() >= 2);
        QVERIFY(payload->isWhole);
        QCOMPARE(payload->head, m_bytes);
    }

    void stopsAtOnce()
    {
        const auto payload = longPayload();
        PayloadLoader loader;
        QSignalSpy progressed(&loader, &PayloadLoader::progressed);
        QSignalSpy finished(&loader, &PayloadLoader::finished);
        loader.start(payload);
        QTRY_VERIFY(progressed.count() > 0);
        loader.stop();
        const auto other = longPayload();
        loader.start(other);
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!payload->isWhole);
        QVERIFY(other->isWhole);
    }

    void takesWhatCannotBeReadInParts()
    {
        auto payload = std::make_shared<Payload>();
        payload->head = "first";
        payload->size = -1;
        payload->isWhole = false;
        payload->readWhole = [] { return QByteArray("first and last"); };
        QCOMPARE(payload->readableSize(), 5);
        PayloadLoader loader;
        QSignalSpy finished(&loader, &PayloadLoader::finished);
        loader.start(payload);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(payload->head, QByteArray("first and last"));
        QCOMPARE(payload->size, 14);
    }

private:
    std::shared_ptr<Payload> longPayload() const
    {
        auto payload = std::make_shared<Payload>();
        payload->head = m_bytes.first(Payload::FirstPart);
        payload->size = m_bytes.size();
        payload->isWhole = false;
        payload->read
            = [this](qint64 offset, qint64 length) { return m_bytes.mid(offset, length); };
        return payload;
    }

    const QByteArray m_bytes = QByteArray(7 * 1024 * 1024 + 3, 'x') + "end";
};

QTEST_GUILESS_MAIN(TestPayload)
#include "tst_payload.moc"
