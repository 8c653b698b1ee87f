// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compare/planform.h"
#include "widgets/compare/targetform.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Compare;
using namespace Qt::StringLiterals;

/// What a comparison is asked, as a form.
class TestPlanForm : public QObject
{
    Q_OBJECT

private slots:
    void theDefaultIsThePlansOwn();
    void plansComeBackAsTheyWere();
    void anOwnServerIsAskedFor();
    void severalServersCallThingsAlike();
    void whatIsLeftEmptyIsNotMeasured();
    void nonsenseIsSaidInPlace();
    void editingIsTold();
    void everythingHasAName();

private:
    static void type(const PlanForm &form, const QString &name, const QString &text)
    {
        auto *const line = form.findChild<QLineEdit *>(name);
        QVERIFY(line);
        line->clear();
        QTest::keyClicks(line, text);
    }

    Theme m_theme;
};

void TestPlanForm::theDefaultIsThePlansOwn()
{
    const PlanForm form(m_theme);
    QCOMPARE(form.plan(), Plan());
}

void TestPlanForm::plansComeBackAsTheyWere()
{
    Plan plan;
    plan.targets = {Target(), Target::at("http://127.0.0.1:3000")};
    plan.targets.last().echoEvent = "echo";
    plan.targets.last().webSocketPath = "/ws";
    plan.targets.last().nsp = "/chat";
    plan.ways = {{Stack::SocketIoPolling, false, true}};
    plan.works = {Work::BinaryEcho};
    plan.sizes = {100, 4096};
    plan.messages = 7;
    plan.bytes = 1'000'000; // has no field
    plan.receivers = 3;
    plan.rounds = 2;
    plan.cuts = false;
    plan.blocks = false;
    PlanForm form(m_theme);
    form.setPlan(plan);
    QCOMPARE(form.plan(), plan);
    form.setPlan({});
    QCOMPARE(form.plan(), Plan());
}

void TestPlanForm::anOwnServerIsAskedFor()
{
    PlanForm form(m_theme);
    form.show();
    auto *const server = form.findChild<SegmentedButton *>();
    auto *const target = form.findChild<TargetForm *>();
    QVERIFY(!target->isVisible());
    server->setCurrentIndex(1);
    QVERIFY(target->isVisible());
    QVERIFY(!form.check());
    QVERIFY(form.errorText().contains(u"address"_s));
    type(form, u"compareAddress"_s, u"127.0.0.1:3000/"_s);
    QVERIFY(form.errorText().isEmpty());
    QVERIFY2(form.check(), qPrintable(form.errorText()));
    QCOMPARE(form.plan().targets, QList<Target> {Target::at("http://127.0.0.1:3000")});
    server->setCurrentIndex(2);
    QCOMPARE(form.plan().targets.size(), 2);
    QVERIFY(form.plan().targets.constFirst().isEmbedded());
}

void TestPlanForm::severalServersCallThingsAlike()
{
    TargetForm form;
    Target first = Target::at("http://127.0.0.1:3000");
    first.echoEvent = "echo";
    first.auth = R"({"token":"x"})";
    Target second = first;
    second.url = "wss://example.org";
    form.setTargets({first, second});
    QCOMPARE(form.targets(), (QList<Target> {first, second}));
}

void TestPlanForm::whatIsLeftEmptyIsNotMeasured()
{
    PlanForm form(m_theme);
    form.findChild<SegmentedButton *>()->setCurrentIndex(1);
    type(form, u"compareAddress"_s, u"http://127.0.0.1:3000"_s);
    type(form, u"compareEcho"_s, u"say"_s);
    const Target target = form.plan().targets.constFirst();
    QCOMPARE(target.echoEvent, QByteArray("say"));
    QVERIFY(target.broadcastEvent.isEmpty());
    QVERIFY(target.webSocketPath.isEmpty());
    QCOMPARE(target.nsp, QByteArray("/"));
    QCOMPARE(target.path, QByteArray("/socket.io/"));
}

void TestPlanForm::nonsenseIsSaidInPlace()
{
    PlanForm form(m_theme);
    type(form, u"compareSizes"_s, u"16, huge"_s);
    QVERIFY(!form.check());
    QVERIFY(form.errorText().contains(u"16 B, 4 KB, 1 MB"_s));
    type(form, u"compareSizes"_s, u"4"_s);
    QVERIFY(!form.check());
    QCOMPARE(form.errorText(), QString::fromUtf8(form.plan().fault()));
    type(form, u"compareSizes"_s, u"16"_s);
    QVERIFY(form.check());
    Plan none = form.plan();
    none.ways.clear();
    form.setPlan(none);
    QVERIFY(!form.check());
}

void TestPlanForm::editingIsTold()
{
    PlanForm form(m_theme);
    const QSignalSpy changed(&form, &PlanForm::changed);
    form.setPlan({});
    QCOMPARE(changed.size(), 0);
    type(form, u"compareSizes"_s, u"16"_s);
    QCOMPARE(changed.size(), 2);
}

void TestPlanForm::everythingHasAName()
{
    const PlanForm form(m_theme);
    const auto edits = form.findChildren<QLineEdit *>();
    for (const QLineEdit *edit : edits) {
        if (edit->objectName() != u"qt_spinbox_lineedit"_s)
            QVERIFY(!edit->accessibleName().isEmpty());
    }
    const auto buttons = form.findChildren<QAbstractButton *>();
    QVERIFY(buttons.size() > 10);
    for (const QAbstractButton *button : buttons)
        QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
}

QTEST_MAIN(TestPlanForm)
#include "tst_planform.moc"
