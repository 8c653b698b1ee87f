// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/presets.h"
#include "protocol/rules/rulefile.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/rules/addrulemenu.h"
#include "widgets/rules/ruleeditor.h"
#include "widgets/rules/ruleoffers.h"
#include "widgets/rules/rulespanel.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace Rules;

class TestRulesPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void beginsWithOffers();
    void addsAnActionOff();
    void addsPresets();
    void switchesRules();
    void switchesAllOff();
    void editsTheSelectedOne();
    void holdsWhatCouldBeUsed();
    void removesAndDuplicates();
    void movesByKeys();
    void countsUses();
    void takesASeed();
    void savesAndOpens();
    void saysWhatIsWrongWithAFile();
    void standsWideAndNarrow();
    void canBeLookedAt();

private:
    QTreeWidget &list() { return *m_panel->findChild<QTreeWidget *>(QStringLiteral("tapRules")); }
    QString state() const
    {
        return m_panel->findChild<QLabel *>(QStringLiteral("rulesState"))->text();
    }
    QByteArrayList names() const
    {
        QByteArrayList all;
        for (const Rule &rule : m_panel->rules().rules)
            all.append(rule.name);
        return all;
    }
    void press(const char *action)
    {
        m_panel->findChild<QAction *>(QLatin1String(action))->trigger();
    }
    void write(const char *name, const QString &text)
    {
        auto *const edit = m_panel->findChild<QLineEdit *>(QLatin1String(name));
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RulesPanel> m_panel;
    std::vector<RuleList> m_heard;
};

void TestRulesPanel::init()
{
    m_theme = std::make_unique<Theme>();
    m_panel = std::make_unique<RulesPanel>(*m_theme);
    m_panel->resize(900, 600);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_heard.clear();
    connect(m_panel.get(), &RulesPanel::rulesChanged, this,
            [this](const RuleList &list) { m_heard.push_back(list); });
}

void TestRulesPanel::cleanup()
{
    m_panel.reset();
    m_theme.reset();
}

void TestRulesPanel::beginsWithOffers()
{
    auto *const offers = m_panel->findChild<RuleOffers *>();
    QVERIFY(offers->isVisible());
    QVERIFY(!list().isVisible());
    QVERIFY(m_heard.empty());
    // By the keyboard.
    QLabel *link = nullptr;
    for (QLabel *const label : offers->findChildren<QLabel *>()) {
        if (label->accessibleName() == QLatin1String("Train in a tunnel"))
            link = label;
    }
    QVERIFY(link != nullptr);
    link->setFocus();
    QTest::keyClick(link, Qt::Key_Tab);
    link->setFocus(Qt::TabFocusReason);
    QTest::keyClick(link, Qt::Key_Return);
    QCOMPARE(names(), QByteArrayList {"tunnel"});
    QVERIFY(list().isVisible());
    QCOMPARE(m_heard.size(), std::size_t(1));
    QVERIFY(m_heard.back().rules.front().isOn);
}

void TestRulesPanel::addsAnActionOff()
{
    auto *const menu = m_panel->findChild<AddRuleMenu *>();
    menu->findChild<QAction *>(QStringLiteral("drop"))->trigger();
    QCOMPARE(m_heard.back(), (RuleList {1, {{.name = "drop", .isOn = false}}}));
    QCOMPARE(list().topLevelItem(0)->checkState(0), Qt::Unchecked);
    QVERIFY(state().startsWith(QLatin1String("No rule is checked")));
    QCOMPARE(m_panel->findChild<RuleEditor *>()->rule().name, QByteArray("drop"));
    menu->findChild<QAction *>(QStringLiteral("drop"))->trigger();
    QCOMPARE(names(), QByteArrayList({"drop", "drop 2"}));
    // One that cannot be used yet is in the list, and holds for nothing.
    menu->findChild<QAction *>(QStringLiteral("replace"))->trigger();
    QCOMPARE(list().topLevelItem(2)->text(1), QStringLiteral("cannot be used yet"));
    QCOMPARE(m_panel->rules().rules.size(), std::size_t(2));
    QCOMPARE(m_heard.back().rules.size(), std::size_t(3));
    QVERIFY(!faultOf(m_heard.back()));
}

void TestRulesPanel::addsPresets()
{
    auto *const menu = m_panel->findChild<AddRuleMenu *>();
    std::size_t rules = 0;
    for (const Preset &preset : presets()) {
        for (QAction *const action : menu->actions()) {
            if (action->text() == QString::fromUtf8(preset.name))
                action->trigger();
        }
        rules += preset.rules.size();
        QCOMPARE(m_panel->rules().rules.size(), rules);
        QCOMPARE(m_panel->rules().rules.back(), preset.rules.back());
    }
}

void TestRulesPanel::switchesRules()
{
    m_panel->setRules({1, {{.name = "a"}, {.name = "b"}}});
    QVERIFY(m_heard.empty());
    QVERIFY(state().startsWith(QLatin1String("2 of 2 rules")));
    list().setFocus();
    list().setCurrentItem(list().topLevelItem(1));
    QTest::keyClick(&list(), Qt::Key_Space);
    QCOMPARE(m_heard.size(), std::size_t(1));
    QVERIFY(m_heard.back().rules.at(0).isOn);
    QVERIFY(!m_heard.back().rules.at(1).isOn);
    QVERIFY(state().startsWith(QLatin1String("1 of 2 rules")));
    list().topLevelItem(1)->setCheckState(0, Qt::Checked);
    QVERIFY(m_heard.back().rules.at(1).isOn);
}

void TestRulesPanel::switchesAllOff()
{
    const RuleList rules {1, {{.name = "a"}, {.name = "b", .isOn = false}}};
    m_panel->setRules(rules);
    auto *const button = m_panel->findChild<SegmentedButton *>(QStringLiteral("rulesSwitch"));
    button->setCurrentIndex(1);
    QVERIFY(m_panel->areOff());
    for (const Rule &rule : m_heard.back().rules)
        QVERIFY(!rule.isOn);
    QCOMPARE(m_panel->rules(), rules);
    QCOMPARE(list().topLevelItem(0)->checkState(0), Qt::Checked);
    QCOMPARE(state(), QStringLiteral("Traffic passes as it comes."));
    button->setCurrentIndex(0);
    QCOMPARE(m_heard.back(), rules);
    QCOMPARE(m_heard.size(), std::size_t(2));

    m_panel->setRules(rules, true);
    QCOMPARE(button->currentIndex(), 1);
    QVERIFY(!m_panel->rulesInForce().rules.at(0).isOn);
    QCOMPARE(m_heard.size(), std::size_t(2));
}

void TestRulesPanel::editsTheSelectedOne()
{
    m_panel->setRules({1, {{.name = "a"}, {.name = "b"}}});
    list().setCurrentItem(list().topLevelItem(1));
    write("ruleFilter", QStringLiteral("kind:ack"));
    QCOMPARE(list().topLevelItem(1)->text(1), QStringLiteral("drop kind:ack"));
    QVERIFY(m_heard.empty());
    QTRY_COMPARE(m_heard.size(), std::size_t(1));
    QCOMPARE(m_heard.back(), (RuleList {1, {{.name = "a"}, {.name = "b", .filter = "kind:ack"}}}));
    list().setCurrentItem(list().topLevelItem(0));
    QCOMPARE(m_panel->findChild<QLineEdit *>(QStringLiteral("ruleFilter"))->text(), QString());
    QCOMPARE(m_heard.size(), std::size_t(1));
}

void TestRulesPanel::holdsWhatCouldBeUsed()
{
    m_panel->setRules({1, {{.name = "a", .filter = "x"}, {.name = "b"}}});
    write("ruleFilter", QStringLiteral("room:x"));
    QTRY_COMPARE(m_heard.size(), std::size_t(1));
    // Up to "room:", which needs a value, what was written could be used.
    QCOMPARE(m_heard.back().rules.front().filter, QByteArray("room"));
    QVERIFY(list().topLevelItem(0)->text(1).startsWith(QLatin1String("holds as it was")));
    QVERIFY(list().topLevelItem(0)->toolTip(1).contains(QLatin1String("room cannot be told")));
    list().setCurrentItem(list().topLevelItem(1));
    list().setCurrentItem(list().topLevelItem(0));
    QCOMPARE(m_panel->findChild<QLineEdit *>(QStringLiteral("ruleFilter"))->text(),
             QStringLiteral("room:x"));
    // What could not be read is not kept, and no fault either.
    write("ruleFilter", QStringLiteral("x"));
    write("ruleAfter", QStringLiteral("soon"));
    QVERIFY(list().topLevelItem(0)->text(1).startsWith(QLatin1String("holds as it was")));
    list().setCurrentItem(list().topLevelItem(1));
    list().setCurrentItem(list().topLevelItem(0));
    QCOMPARE(list().topLevelItem(0)->text(1), QStringLiteral("drop x"));
    QTRY_COMPARE(m_heard.back().rules.front().filter, QByteArray("x"));
}

void TestRulesPanel::removesAndDuplicates()
{
    m_panel->setRules({1, {{.name = "a"}, {.name = "b"}, {.name = "c"}}});
    list().setFocus();
    list().setCurrentItem(list().topLevelItem(1));
    QTest::keyClick(&list(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(names(), QByteArrayList({"a", "b", "b 2", "c"}));
    QCOMPARE(list().currentItem()->text(0), QStringLiteral("b 2"));
    QTest::keyClick(&list(), Qt::Key_Delete);
    QCOMPARE(names(), QByteArrayList({"a", "b", "c"}));
    QCOMPARE(list().currentItem()->text(0), QStringLiteral("c"));
    press("removeRule");
    press("removeRule");
    press("removeRule");
    QVERIFY(m_panel->findChild<RuleOffers *>()->isVisible());
    QVERIFY(!m_panel->findChild<QAction *>(QStringLiteral("removeRule"))->isEnabled());
    QCOMPARE(m_heard.back(), RuleList());
}

void TestRulesPanel::movesByKeys()
{
    m_panel->setRules({1, {{.name = "a"}, {.name = "b"}, {.name = "c"}}});
    list().setFocus();
    list().setCurrentItem(list().topLevelItem(0));
    QTest::keyClick(&list(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(&list(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(&list(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(names(), QByteArrayList({"b", "c", "a"}));
    QCOMPARE(m_heard.size(), std::size_t(2));
    press("ruleUp");
    QCOMPARE(names(), QByteArrayList({"b", "a", "c"}));
    QCOMPARE(list().currentItem()->text(0), QStringLiteral("a"));
}

void TestRulesPanel::countsUses()
{
    m_panel->setRules({1, {{.name = "a"}, {.name = "b"}}});
    m_panel->setUses({0, 1234});
    QCOMPARE(list().topLevelItem(0)->text(2), QString());
    QCOMPARE(list().topLevelItem(1)->text(2), QStringLiteral("1,234"));
    QVERIFY(m_heard.empty());
    list().setCurrentItem(list().topLevelItem(1));
    press("ruleUp");
    QCOMPARE(list().topLevelItem(0)->text(2), QStringLiteral("1,234"));
}

void TestRulesPanel::takesASeed()
{
    m_panel->setRules({3, {{.name = "a"}}});
    auto *const seed = m_panel->findChild<QLineEdit *>(QStringLiteral("rulesSeed"));
    QCOMPARE(seed->text(), QStringLiteral("3"));
    write("rulesSeed", QStringLiteral("12x3"));
    QTRY_COMPARE(m_heard.size(), std::size_t(1));
    QCOMPARE(m_heard.back().seed, quint64(123));
}

void TestRulesPanel::savesAndOpens()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("r.json"));
    m_panel->setQuestions({[&](QWidget *) { return path; }, [&](QWidget *) { return path; }});
    const RuleList rules {7, {{.name = "a"}, {.name = "b", .filter = "kind:ack"}}};
    m_panel->setRules(rules);
    press("saveRules");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), toFile(rules));

    // Into an empty panel, and then beside what is there.
    m_panel->setRules({});
    press("openRules");
    QCOMPARE(m_panel->rules(), rules);
    QCOMPARE(m_heard.back(), rules);
    press("openRules");
    QCOMPARE(names(), QByteArrayList({"a", "b", "a 2", "b 2"}));

    // What cannot be used is said to be missing.
    m_panel->findChild<AddRuleMenu *>()->findChild<QAction *>(QStringLiteral("replace"))->trigger();
    press("saveRules");
    QVERIFY(m_panel->findChild<ErrorLabel *>(QString(), Qt::FindDirectChildrenOnly)
                ->words()
                .contains(QLatin1String("without the rules that cannot be used yet: 1")));
}

void TestRulesPanel::saysWhatIsWrongWithAFile()
{
    const QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("none.json"));
    m_panel->setQuestions({[&](QWidget *) { return path; }, [&](QWidget *) { return path; }});
    const auto *const error
        = m_panel->findChild<ErrorLabel *>(QString(), Qt::FindDirectChildrenOnly);
    press("openRules");
    QVERIFY(error->words().contains(QLatin1String("cannot be read")));
    path = folder.filePath(QStringLiteral("wrong.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"sockscope-rules":1,"rules":[{"name":"a","do":"drop","wen":1}]})");
    file.close();
    press("openRules");
    QCOMPARE(error->words(), QStringLiteral("Rule 1 (a): \"wen\" is no part of a rule."));
    QVERIFY(m_panel->rules().rules.empty());
    m_panel->setRules({1, {{.name = "a"}}});
    path = folder.filePath(QStringLiteral("no/folder.json"));
    press("saveRules");
    QVERIFY(error->words().contains(QLatin1String("cannot be written")));
    path.clear();
    press("saveRules");
    press("openRules");
    QCOMPARE(m_panel->rules().rules.size(), std::size_t(1));
}

void TestRulesPanel::standsWideAndNarrow()
{
    auto *const splitter = m_panel->findChild<QSplitter *>();
    m_panel->setRules({1, {{.name = "a"}}});
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    m_panel->resize(420, 800);
    QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
    QVERIFY(m_panel->width() <= 420);
}

/// Pictures of both looks into the folder that SOCKSCOPE_PICTURES names; in any case it is painted.
void TestRulesPanel::canBeLookedAt()
{
    const QString folder = qEnvironmentVariable("SOCKSCOPE_PICTURES");
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        cleanup();
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(mode);
        m_panel = std::make_unique<RulesPanel>(*m_theme);
        m_panel->show();
        const QString look
            = mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark");
        const auto take = [&](const QString &name) {
            for (int level = 0; level < 8; ++level) // of layouts in layouts
                QCoreApplication::sendPostedEvents();
            const QPixmap picture = m_panel->grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                QVERIFY(picture.save(folder + QLatin1Char('/') + name + QLatin1Char('-') + look
                                     + QStringLiteral(".png")));
        };
        m_panel->setRules({});
        m_panel->resize(900, 620);
        take(QStringLiteral("empty"));
        RuleList all;
        for (const Preset &preset : presets())
            all.rules.insert(all.rules.end(), preset.rules.begin(), preset.rules.end());
        all.rules[1].isOn = false;
        m_panel->setRules(all);
        m_panel->setUses({3, 0, 1200, 4});
        list().setCurrentItem(list().topLevelItem(6));
        take(QStringLiteral("list"));
        list().setCurrentItem(list().topLevelItem(5));
        write("ruleFilter", QStringLiteral("kind:ack room:lobby"));
        take(QStringLiteral("fault"));
        m_panel->findChild<AddRuleMenu *>()
            ->findChild<QAction *>(QStringLiteral("replace"))
            ->trigger();
        m_panel->resize(440, 860);
        take(QStringLiteral("narrow"));
        m_panel->setRules(all, true);
        take(QStringLiteral("off"));
    }
}

QTEST_MAIN(TestRulesPanel)
#include "tst_rulespanel.moc"
