// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/questionsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

class TestQuestionsModel : public QObject
{
    Q_OBJECT

private slots:
    void listsQuestionsThenRules()
    {
        QuestionsModel model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy counts(&model, &QuestionsModel::questionCountChanged);
        QSignalSpy rules(&model, &QuestionsModel::rulesChanged);
        model.addQuestion(question(1, "/", "a", 1));
        model.addRule(rule(1, "/", "b", "1"));
        model.addQuestion(question(2, "/", "b", 2));
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.isQuestion(1));
        QCOMPARE(model.rule(2), rule(1, "/", "b", "1"));
        QCOMPARE(counts.count(), 2);
        QCOMPARE(rules.count(), 1);
        QVERIFY(model.index(2).data().toString().contains(QStringLiteral("→ [1]")));

        model.addRule(rule(1, "/", "b", "2"));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rules(1).front().arguments.json, QByteArray("2"));
        QVERIFY(model.rules(2).isEmpty());
        model.removeRow(2);
        QCOMPARE(rules.count(), 3);
        QVERIFY(model.rules(1).isEmpty());
        model.removeRow(0);
        QCOMPARE(model.question(0).event.name, QByteArray("b"));
        QCOMPARE(counts.back().front().toInt(), 1);
    }

    void forgetsASource()
    {
        QuestionsModel model;
        const QAbstractItemModelTester tester(&model);
        for (quint64 i = 0; i < 3; ++i) {
            model.addQuestion(question(1, "/", "a", i));
            model.addQuestion(question(2, "/", "a", i));
        }
        model.addRule(rule(1, "/", "r", "1"));
        model.forgetQuestions(1);
        QCOMPARE(model.questionCount(), 3);
        QCOMPARE(model.rules(1).size(), 1); // they hold for the next connection
        model.forgetRules(1);
        QVERIFY(model.rules(1).isEmpty());
    }

    void isBounded()
    {
        QuestionsModel model;
        const QAbstractItemModelTester tester(&model);
        for (quint64 i = 0; i <= QuestionsModel::MaxQuestions; ++i)
            model.addQuestion(question(1, "/", "a", i));
        QCOMPARE(model.questionCount(), QuestionsModel::MaxQuestions);
        QCOMPARE(model.question(0).event.ackId, 1U);
    }

private:
    static QuestionsModel::Question question(quint32 source, const QByteArray &nsp,
                                             const QByteArray &name, quint64 id)
    {
        return {source, {nsp, name, {}, id}};
    }
    static QuestionsModel::Rule rule(quint32 source, const QByteArray &nsp, const QByteArray &event,
                                     const QByteArray &json)
    {
        return {source, {nsp, event, {json, {}}}};
    }
};

QTEST_GUILESS_MAIN(TestQuestionsModel)
#include "tst_questionsmodel.moc"
