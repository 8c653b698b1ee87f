// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsontreemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

class TestJsonTreeModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<JsonTreeModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        // It would insert rows while it is told of a reset.
        m_tester->setUseFetchMore(false);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void showsAnEventInWireOrder()
    {
        set(R"(["upload",{"name":"plan.pdf","size":49152,"sum":12345678901234567890},true])");
        QCOMPARE(line(at(0)), QStringLiteral("0: \"upload\""));
        QCOMPARE(line(at(1)), QStringLiteral("1: {3}"));
        QCOMPARE(line(at(2)), QStringLiteral("2: true"));
        QVERIFY(m_model->canFetchMore(at(1)));
        m_model->fetchMore(at(1));
        QCOMPARE(line(at(0, at(1))), QStringLiteral("name: \"plan.pdf\""));
        QCOMPARE(line(at(2, at(1))), QStringLiteral("sum: 12345678901234567890"));
        QVERIFY(!m_model->canFetchMore(at(1)));
    }

    void showsAttachmentsInTheirPlaces()
    {
        set(R"(["upload",{ "num" : 0, "_placeholder":true },{"_placeholder":true,"num":7}])",
            {{49152, QStringLiteral("application/pdf")}});
        QCOMPARE(line(at(1)), QStringLiteral("1: 48 KB application/pdf"));
        QCOMPARE(m_model->attachmentOf(at(1)), std::optional<int>(0));
        QVERIFY(!m_model->hasChildren(at(1)));
        // There is no attachment 7: it is what the app wrote.
        QCOMPARE(line(at(2)), QStringLiteral("2: {2}"));
    }

    void showsRenderedBinaryOnlyWhereItWasRendered()
    {
        const QByteArray text = R"([{"$binary":"AQIDBA=="}])";
        m_model->setDocument(JsonOutline(text), {}, {}, true);
        QCOMPARE(line(at(0)), QStringLiteral("0: 4 B"));
        QVERIFY(!m_model->attachmentOf(at(0)));
        set(text);
        QCOMPARE(line(at(0)), QStringLiteral("0: {1}"));
    }

    void showsScalarsAlone()
    {
        set("\"hello\"");
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(line(at(0)), QStringLiteral("\"hello\""));
    }

    void readsLongLevelsInPortions()
    {
        QByteArray text = "[";
        constexpr int Count = JsonTreeModel::PortionRows * 2 + 10;
        for (int i = 0; i < Count; ++i)
            text += QByteArray::number(i * 3) + (i + 1 < Count ? "," : "]");
        set(text);
        QCOMPARE(m_model->rowCount(), JsonTreeModel::PortionRows + 1);
        m_model->loadMore(at(JsonTreeModel::PortionRows));
        QCOMPARE(m_model->rowCount(), 2 * JsonTreeModel::PortionRows + 1);
        m_model->loadMore(at(2 * JsonTreeModel::PortionRows));
        QCOMPARE(m_model->rowCount(), Count);
        QCOMPARE(line(at(Count - 1)), QStringLiteral("%1: %2").arg(Count - 1).arg((Count - 1) * 3));
        m_model->loadMore(at(3));
        QCOMPARE(m_model->rowCount(), Count);
    }

    void readsLongInnerLevelsInPortions()
    {
        QByteArray text = "{\"list\":[";
        constexpr int Count = JsonTreeModel::PortionRows + 1;
        for (int i = 0; i < Count; ++i)
            text += QByteArray::number(i) + (i + 1 < Count ? "," : "]}");
        set(text);
        m_model->fetchMore(at(0));
        m_model->loadMore(at(JsonTreeModel::PortionRows, at(0)));
        QCOMPARE(m_model->rowCount(at(0)), Count);
        QCOMPARE(line(at(Count - 1, at(0))), QStringLiteral("%1: %1").arg(Count - 1));
    }

    void saysWhereJsonEnds()
    {
        set("[1] tail");
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(line(at(1)), QStringLiteral("no JSON from here on: tail"));
    }

    void saysWhereLoadingEnds()
    {
        m_model->setDocument(JsonOutline("[\"a\",{\"b\":1,\"c\":\"lo", true), {}, {});
        m_model->fetchMore(at(1));
        QCOMPARE(line(at(0, at(1))), QStringLiteral("b: 1"));
        QVERIFY(line(at(1, at(1))).contains(QStringLiteral("\"c\":\"lo")));
    }

    void hidesKeysToLiveSessions()
    {
        KeyMask mask;
        mask.add("GVE42ACVDI27M4s9AAAi");
        m_model->setDocument(JsonOutline(R"({"sid":"GVE42ACVDI27M4s9AAAi"})"), {}, mask);
        QCOMPARE(line(at(0)), QStringLiteral("sid: \"GVE4…\""));
        mask.setRevealed(true);
        m_model->setMask(mask);
        QCOMPARE(line(at(0)), QStringLiteral("sid: \"GVE42ACVDI27M4s9AAAi\""));
        // Copying is asking for it.
        QCOMPARE(m_model->spelling(at(0)), QByteArray("\"GVE42ACVDI27M4s9AAAi\""));
    }

    void namesThePath()
    {
        set(R"(["e",{"a b":[{"name":1}],"tail":2}])");
        m_model->fetchMore(at(1));
        const QModelIndex list = at(0, at(1));
        m_model->fetchMore(list);
        m_model->fetchMore(at(0, list));
        QCOMPARE(m_model->path(at(0, at(0, list))), QStringLiteral("[1][\"a b\"][0].name"));
        QCOMPARE(m_model->path(at(1, at(1))), QStringLiteral("[1].tail"));
    }

    void keepsLongValuesShort()
    {
        set("[\"" + QByteArray(100'000, 'x') + "\"]");
        QVERIFY(line(at(0)).size() < 500);
        QCOMPARE(m_model->spelling(at(0)).size(), 100'002);
    }

private:
    void set(const QByteArray &text, const QList<JsonTreeModel::Attachment> &attachments = {})
    {
        m_model->setDocument(JsonOutline(text), attachments, {});
    }
    QModelIndex at(qint64 row, const QModelIndex &parent = {}) const
    {
        return m_model->index(static_cast<int>(row), 0, parent);
    }
    static QString line(const QModelIndex &index) { return index.data().toString(); }

    std::unique_ptr<JsonTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestJsonTreeModel)
#include "tst_jsontreemodel.moc"
