// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "widgets/traffic/exchangemodel.h"
#include "widgets/traffic/framemodel.h"
#include "widgets/traffic/messagemodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

class TestMessageModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m_chat = std::make_unique<ChatCapture>();
        m_chat->addChat();
        m_feed = std::make_unique<CaptureFeed>();
        m_filter = std::make_unique<MessageFilter>();
    }

    void cleanup()
    {
        m_filter.reset();
        m_feed.reset();
        m_chat.reset();
    }

    void saysWhatHappened()
    {
        MessageModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        model.setActive(true);
        QCOMPARE(model.rowCount(), 0);
        open();
        QCOMPARE(model.rowCount(), 15); // one heartbeat is hidden
        using Column = MessageModel::Column;
        const auto text = [&model](Capture::Id id, Column column) {
            return model.index(model.ids().rowOf(id), column).data().toString();
        };
        QCOMPARE(text(1, Column::Data),
                 QStringLiteral("GET /socket.io/?EIO=4&transport=websocket → 101"));
        QCOMPARE(text(1, Column::Kind), QStringLiteral("HANDSHAKE"));
        QCOMPARE(text(3, Column::Data).left(14), QStringLiteral("{\"sid\":\"Ab3x…\""));
        QCOMPARE(text(5, Column::Event), QStringLiteral("chat message"));
        QCOMPARE(text(5, Column::Data), QStringLiteral(R"({"room":"lobby","text":"hi"})"));
        QCOMPARE(text(5, Column::Ack), QStringLiteral("12.1 ms"));
        QCOMPARE(text(5, Column::Session), QStringLiteral("Ab3x"));
        QCOMPARE(text(5, Column::Namespace), QStringLiteral("/chat"));
        QCOMPARE(text(5, Column::Payload), QStringLiteral("45"));
        QCOMPARE(text(7, Column::Event), QStringLiteral("→ 5"));
        QCOMPARE(
            text(8, Column::Data),
            QStringLiteral(R"({"type":"tick","symbol":"ACME","price":12345678901234567890.10})"));
        QCOMPARE(text(11, Column::Data), QStringLiteral("\"plan.pdf\",▣ 48 KB"));
        QCOMPARE(text(13, Column::Ack), QStringLiteral("pending"));
        QCOMPARE(text(15, Column::Ack), QStringLiteral("no answer"));
        QCOMPARE(text(16, Column::Event), QStringLiteral("1001"));
        QCOMPARE(text(1, Column::Delta), QString());
        QVERIFY(text(2, Column::Delta).startsWith(QLatin1Char('+')));
        QVERIFY(model.cell(model.ids().rowOf(14), Column::Kind).isMarked);
        QCOMPARE(model.cell(model.ids().rowOf(11), Column::Ack).tint, Tint::Warning);
        QVERIFY(model.index(0, Column::Direction)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith(QStringLiteral("sent")));
    }

    void allCellsOfAllModels()
    {
        MessageModel messages(*m_feed, *m_filter);
        FrameModel frames(*m_feed, *m_filter);
        ExchangeModel exchanges(*m_feed, *m_filter);
        open();
        for (RowModel *model : QList<RowModel *> {&messages, &frames, &exchanges}) {
            const QAbstractItemModelTester tester(model);
            model->setActive(true);
            QVERIFY(model->rowCount() > 0);
            for (int row = 0; row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column) {
                    model->toolTip(row, column);
                    QVERIFY(!model->headerData(column, Qt::Horizontal, Qt::ToolTipRole)
                                 .toString()
                                 .isEmpty());
                    QVERIFY(!model->index(row, column)
                                 .data(Qt::AccessibleTextRole)
                                 .toString()
                                 .isEmpty());
                }
                QCOMPARE(model->rowOf(model->itemAt(row)), row);
            }
            model->setActive(false);
            QCOMPARE(model->rowCount(), 0);
        }
    }

    void frames()
    {
        FrameModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        QCOMPARE(model.rowCount(), 14);
        using Column = FrameModel::Column;
        QCOMPARE(model.cell(2, Column::Mask).text, QStringLiteral("1f 2e 3d 03"));
        QCOMPARE(model.cell(2, Column::OpCode).text, QStringLiteral("TEXT"));
        QCOMPARE(model.cell(2, Column::Flags).text, QStringLiteral("FIN"));
        QCOMPARE(model.cell(2, Column::Header).text, QStringLiteral("6"));
        QCOMPARE(model.cell(2, Column::Session).text, QStringLiteral("Ab3x"));
        QCOMPARE(model.itemAt(2).message, 5);
        QCOMPARE(model.rowOf({.level = Selection::Level::Message, .message = 5}), 2);
        m_feed->apply(m_chat->addTicks(3));
        QCOMPARE(model.rowCount(), 17);
        m_filter->setSession(4);
        QTRY_VERIFY(!model.isSearching());
        QCOMPARE(model.rowCount(), 2);
    }

    void exchanges()
    {
        ExchangeModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        QCOMPARE(model.rowCount(), 5);
        using Column = ExchangeModel::Column;
        QCOMPARE(model.cell(2, Column::Method).text, QStringLiteral("POST"));
        QCOMPARE(model.cell(2, Column::Status).tint, Tint::Error);
        QCOMPARE(model.cell(2, Column::Duration).text, QStringLiteral("4.2 ms"));
        QCOMPARE(model.cell(4, Column::Status).text, QStringLiteral("pending"));
        QCOMPARE(model.rowOf({.level = Selection::Level::Message, .message = 2}), 3);
    }

    void followsWhatArrives()
    {
        MessageModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        m_feed->apply(m_chat->addTicks(1000));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.rowCount(), 1015);
        QCOMPARE(model.cell(1014, MessageModel::Data).text, QStringLiteral("{\"number\":1016}"));

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QCOMPARE(model.cell(model.ids().rowOf(13), MessageModel::Ack).text,
                 QStringLiteral("pending"));
        m_feed->apply(m_chat->addAnswer(13));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.cell(model.ids().rowOf(13), MessageModel::Ack).text,
                 QStringLiteral("9.7 ms"));
        QCOMPARE(reset.count(), 0);
    }

    void heartbeatsComeInTheirPlaces()
    {
        MessageModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        m_filter->setWithHeartbeats(true);
        QCOMPARE(model.rowCount(), 16);
        QCOMPARE(model.idAt(8), 9);
        Capture::Advance advance = m_chat->addTicks(4);
        advance.heartbeats = {18, 19};
        advance.messages = {17, 20};
        m_feed->apply(advance);
        QCOMPARE(model.rowCount(), 20);
        QCOMPARE(model.idAt(17), 18);
        m_filter->setWithHeartbeats(false);
        QCOMPARE(model.ids().rowOf(9), -1);
    }

    void filtersAndTakesLiveRows()
    {
        MessageModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        m_filter->setText(QStringLiteral("tick"));
        QTRY_VERIFY(!model.isSearching());
        QCOMPARE(model.rowCount(), 1);
        m_feed->apply(m_chat->addTicks(3));
        QTRY_COMPARE(model.rowCount(), 4);
        m_filter->setText({});
        QCOMPARE(model.rowCount(), 18);
    }

    void marksWhatATapDid()
    {
        using What = Capture::Alteration::What;
        m_chat->alter(5, {.what = What::Delayed, .by = "slow", .heldUs = 2'100'000, .other = {}});
        MessageModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        QCOMPARE(m_feed->altered(), 1);
        model.setActive(true);
        const auto cell = [&model](Capture::Id id, int column) {
            return model.cell(model.ids().rowOf(id), column);
        };
        QVERIFY(!cell(4, MessageModel::Event).sign);
        QVERIFY(cell(5, MessageModel::Event).sign == Icon::Altered);
        QVERIFY(!cell(5, MessageModel::Event).isStruck);
        const auto toolTip = [&model](Capture::Id id) {
            return model.toolTip(model.ids().rowOf(id), MessageModel::Event);
        };
        QVERIFY2(toolTip(5).contains(QStringLiteral("held 2.10 s by slow")),
                 qPrintable(toolTip(5)));
        QCOMPARE(toolTip(4), QString());

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        m_feed->apply(m_chat->alter(7, {.what = What::Dropped, .by = "lose acks", .other = {}}));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_feed->altered(), 2);
        QVERIFY(cell(7, MessageModel::Event).isStruck && cell(7, MessageModel::Data).isStruck);
        QVERIFY(model.index(model.ids().rowOf(7), MessageModel::Event)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith(QStringLiteral(", dropped by lose acks")));
    }

    void findsWhatIsChangedLater()
    {
        using What = Capture::Alteration::What;
        MessageModel model(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        m_filter->setText(QStringLiteral("is:changed"));
        QTRY_VERIFY(!model.isSearching());
        QCOMPARE(model.rowCount(), 0);
        m_feed->apply(m_chat->alter(7, {.what = What::Dropped, .by = "you", .other = {}}));
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.idAt(0), 7);
        m_feed->apply(m_chat->alter(5, {.what = What::Delayed, .by = "slow", .other = {}}));
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.idAt(0), 5);
        QCOMPARE(model.idAt(1), 7);
        // Rows stay where they are, whatever comes between them.
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex selected(model.index(1, 0));
        m_feed->apply(m_chat->alter(6, {.what = What::Delayed, .by = "slow", .other = {}}));
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(selected.row(), 2);
        m_filter->setText(QStringLiteral("-is:changed"));
        QTRY_VERIFY(!model.isSearching());
        QVERIFY(model.ids().rowOf(4) >= 0 && model.ids().rowOf(5) < 0);
        // What is changed now is shown no more.
        const int before = model.rowCount();
        m_feed->apply(m_chat->alter(4, {.what = What::Dropped, .by = "you", .other = {}}));
        QTRY_COMPARE(model.rowCount(), before - 1);
        QCOMPARE(model.ids().rowOf(4), -1);
        QCOMPARE(reset.count(), 1);
    }

    void clearHidesAndUndoBrings()
    {
        MessageModel model(*m_feed, *m_filter);
        FrameModel frames(*m_feed, *m_filter);
        const QAbstractItemModelTester tester(&model);
        open();
        model.setActive(true);
        frames.setActive(true);
        m_feed->clear();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(frames.rowCount(), 0);
        m_feed->apply(m_chat->addTicks(2));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(frames.rowCount(), 2);
        m_filter->setText(QStringLiteral("e"));
        QTRY_VERIFY(!model.isSearching());
        QCOMPARE(model.rowCount(), 2);
        m_filter->setText({});
        m_feed->undoClear();
        QCOMPARE(model.rowCount(), 17);
        m_feed->close();
        QCOMPARE(model.rowCount(), 0);
    }

private:
    void open()
    {
        m_feed->open(m_chat->reader(), [chat = m_chat.get()] { return chat->reader(); });
    }

    std::unique_ptr<ChatCapture> m_chat;
    std::unique_ptr<CaptureFeed> m_feed;
    std::unique_ptr<MessageFilter> m_filter;
};

QTEST_GUILESS_MAIN(TestMessageModel)
#include "tst_messagemodel.moc"
