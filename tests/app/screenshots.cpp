// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Takes the pictures of docs/: the real window on the demo, in light and dark.
// screenshots FOLDER [views|acting|export|compare]...

#include "app/clientcontroller.h"
#include "app/comparecontroller.h"
#include "app/exportcontroller.h"
#include "app/mainwindow.h"
#include "app/mockcontroller.h"
#include "app/settings.h"
#include "app/tapcontroller.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compare/comparewindow.h"
#include "widgets/compare/reportview.h"
#include "widgets/compose/composepanel.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/connect/connectdialog.h"
#include "widgets/details/alterationblock.h"
#include "widgets/details/detailspanel.h"
#include "widgets/export/exportdialog.h"
#include "widgets/rooms/roomsview.h"
#include "widgets/rules/heldpanel.h"
#include "widgets/rules/rulespanel.h"
#include "widgets/tap/tapdialog.h"
#include "widgets/traffic/findbar.h"
#include "widgets/traffic/rowmodel.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include <cstdio>

using namespace std::chrono_literals;

namespace {

/// Goes through the views one after the other, with time for the window to settle in between.
class Photographer : public QObject
{
public:
    /// Takes the \a parts, or all of them.
    Photographer(Theme &theme, Settings &settings, const QDir &folder, const QStringList &parts)
        : m_theme(theme)
        , m_settings(settings)
        , m_folder(folder)
    {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            const QString look
                = mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark");
            const auto addPart = [&](const char *name, auto addSteps) {
                if (!parts.isEmpty() && !parts.contains(QLatin1String(name)))
                    return;
                addOpening(mode);
                (this->*addSteps)(look);
                addClosing();
            };
            addPart("views", &Photographer::addViews);
            addPart("acting", &Photographer::addActing);
            addPart("export", &Photographer::addExport);
            addPart("compare", &Photographer::addCompare);
        }
        next();
    }

private:
    struct Step
    {
        std::chrono::milliseconds after;
        std::function<void()> act;
        std::function<bool()> isReady; // null: at once
    };
    static constexpr std::chrono::milliseconds Again {50};

    void addOpening(Theme::Mode mode)
    {
        add(100ms, [this, mode] {
            m_theme.setMode(mode);
            m_window = new MainWindow(m_theme, m_settings);
            m_window->resize(1440, 900);
            m_window->show();
        });
    }

    void addClosing()
    {
        add(100ms, [this] {
            m_window->document().discard();
            m_window->closeQuietly();
        });
    }

    void addViews(const QString &look)
    {
        add(600ms, [this, look] { shoot(QStringLiteral("start-") + look); });
        add(100ms, [this] { m_window->startDemo(); });
        add(14s, [this] { selectEvent(QStringLiteral("upload")); });
        add(600ms, [this, look] { shoot(QStringLiteral("traffic-") + look); });
        add(100ms, [this] { markSome(); });
        add(800ms, [this, look] { shoot(QStringLiteral("find-") + look); });
        add(100ms, [this] {
            m_window->findChild<FindBar *>()->dismiss();
            selectEvent(QStringLiteral("upload"));
        });
        add(100ms, [this] { showView("Timeline"); });
        add(1s, [this, look] { shoot(QStringLiteral("timeline-") + look); });
        add(100ms, [this] {
            selectEvent(QStringLiteral("chat message"));
            showView("Rooms");
        });
        add(1s, [this] { showRoom(QStringLiteral("lobby")); });
        add(1s, [this, look] { shoot(QStringLiteral("rooms-") + look); });
        add(100ms, [this] {
            selectEvent(QStringLiteral("upload"));
            showView("Statistics");
        });
        add(1s, [this, look] { shoot(QStringLiteral("statistics-") + look); });
        add(100ms, [this] {
            showView("Traffic");
            m_window->traffic().setLevel(TrafficView::Frames);
        });
        add(100ms, [this] { details().showTab(DetailsPanel::Tab::Frames); });
        add(600ms, [this, look] { shoot(QStringLiteral("frames-") + look); });
        add(100ms, [this] {
            m_window->traffic().setLevel(TrafficView::Exchanges);
            details().showTab(DetailsPanel::Tab::Handshake);
        });
        add(400ms, [this] { selectRow(2); });
        add(600ms, [this, look] { shoot(QStringLiteral("http-") + look); });
        add(100ms, [this] { showView("Problems"); });
        add(600ms, [this, look] { shoot(QStringLiteral("problems-") + look); });
        add(100ms, [this] { showView("Traffic"); });
        add(100ms, [this] { m_window->taps().showDialog(); });
        add(600ms,
            [this, look] { shoot(QStringLiteral("tap-") + look, m_window->taps().dialog()); });
        add(100ms, [this] {
            m_window->taps().dialog()->close();
            m_window->clients().showDialog();
            m_window->clients().dialog()->setRequest(connection());
        });
        add(600ms, [this, look] {
            shoot(QStringLiteral("connect-") + look, m_window->clients().dialog());
        });
        add(100ms, [this] {
            m_window->clients().dialog()->close();
            m_window->clients().start(*connection().toOptions());
        });
        add(600ms, [this] { m_window->mocks().showDialog(); });
        add(600ms,
            [this, look] { shoot(QStringLiteral("mock-") + look, m_window->mocks().dialog()); });
        add(100ms, [this] { m_window->mocks().dialog()->close(); });
        add(2s, [this] { compose(); });
        add(2s, [this, look] { shoot(QStringLiteral("compose-") + look); });
    }

    /// What rules do to the demo, what became of a message, and messages that are held.
    void addActing(const QString &look)
    {
        add(100ms, [this] {
            m_window->resize(1440, 1000);
            m_window->startDemo();
        });
        add(500ms, [this] { setRules(rulesOfAll()); });
        add(100ms, [this] { trigger("rules"); });
        add(100ms, [this] { m_window->resizeDocks({dock("rulesDock")}, {480}, Qt::Vertical); });
        add(14s, [this] { selectChangedBy(QStringLiteral("late ack")); });
        add(600ms, [this, look] { shoot(QStringLiteral("acting-rules-") + look); });
        add(100ms, [this] {
            hideDocks();
            filterBy(QStringLiteral("is:changed"));
            m_window->resizeDocks({dock("detailsDock")}, {480}, Qt::Horizontal);
        });
        add(1s, [this] { selectChangedBy(QStringLiteral("paid")); });
        add(500ms, [this] {
            m_window->findChild<AlterationBlock *>()->versions()->setCurrentIndex(
                static_cast<int>(AlterationBlock::Version::Compared));
        });
        add(
            500ms,
            [this, look] {
                selectChangedBy(QStringLiteral("paid"));
                shoot(QStringLiteral("acting-changed-") + look);
            },
            [this] { return isListed(); });
        add(100ms, [this] {
            filterBy({});
            m_window->traffic().table()->setFollowing(true);
            setRules({holdRule()});
        });
        add(9s, [this] { editHeld(); });
        add(500ms, [this, look] { shoot(QStringLiteral("acting-held-") + look); });
        add(100ms, [this] {
            setRules({});
            hideDocks();
        });
    }

    /// What of the demo can be exported, with some of it selected and a filter.
    void addExport(const QString &look)
    {
        add(100ms, [this] { m_window->startDemo(); });
        add(10s, [this] {
            trigger("stop");
            filterBy(QStringLiteral("event:\"chat message\" or kind:ack"));
        });
        add(
            600ms,
            [this] {
                TrafficTable &table = *m_window->traffic().table();
                table.setCurrentIndex(table.model()->index(3, 0));
                table.selectionModel()->select(
                    {table.model()->index(3, 0), table.model()->index(12, 0)},
                    QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
                m_window->exports().showDialog(true);
                m_window->exports().dialog()->setTarget(QStringLiteral("chat.jsonl"));
            },
            [this] { return isListed(); });
        add(1s, [this, look] {
            shoot(QStringLiteral("export-") + look, m_window->exports().dialog());
        });
    }

    /// A comparison on the embedded server.
    void addCompare(const QString &look)
    {
        const auto shootTab = [this](ReportView::Tab tab, const QString &name) {
            add(100ms, [this, tab] { comparison().view()->showTab(tab); });
            add(600ms, [this, name] { shoot(name, &comparison()); });
        };
        add(100ms, [this] {
            trigger("compare");
            comparison().resize(1280, 840);
            Compare::Plan plan;
            plan.ways = {{Compare::Stack::WebSocket, false, false},
                         {Compare::Stack::WebSocket, true, false},
                         {Compare::Stack::SocketIoWebSocket, false, false},
                         {Compare::Stack::SocketIoUpgrade, false, false},
                         {Compare::Stack::SocketIoPolling, false, false}};
            plan.sizes = {16, 256, 4096, 65536};
            plan.messages = 100;
            comparison().setPlan(plan);
            comparison().start();
        });
        add(
            1s, [] {}, [this] { return !comparison().isRunning(); });
        shootTab(ReportView::Summary, QStringLiteral("compare-") + look);
        shootTab(ReportView::Plots, QStringLiteral("compare-plots-") + look);
        shootTab(ReportView::Decisions, QStringLiteral("compare-decisions-") + look);
    }

    CompareWindow &comparison() const { return *m_window->comparison().window(); }

    void add(std::chrono::milliseconds after, std::function<void()> act,
             std::function<bool()> isReady = {})
    {
        m_steps.append({after, std::move(act), std::move(isReady)});
    }

    void next()
    {
        if (m_steps.isEmpty()) {
            QCoreApplication::quit();
            return;
        }
        run(m_steps.takeFirst());
    }

    void run(const Step &step)
    {
        QTimer::singleShot(step.after, this, [this, step] {
            if (step.isReady && !step.isReady()) {
                run({Again, step.act, step.isReady});
                return;
            }
            step.act();
            next();
        });
    }

    DetailsPanel &details() { return *m_window->findChild<DetailsPanel *>(); }

    void trigger(const char *action)
    {
        m_window->findChild<QAction *>(QString::fromLatin1(action))->trigger();
    }

    QDockWidget *dock(const char *name) const
    {
        return m_window->findChild<QDockWidget *>(QString::fromLatin1(name));
    }

    /// Those at the bottom.
    void hideDocks()
    {
        for (const char *name : {"composeDock", "rulesDock", "heldDock"})
            dock(name)->hide();
    }

    void filterBy(const QString &query)
    {
        auto *const line = m_window->findChild<QLineEdit *>(QStringLiteral("filter"));
        line->setText(query);
        emit line->editingFinished();
    }

    void showView(const char *name)
    {
        const QList<QAction *> actions = m_window->actions();
        for (QAction *const action : actions) {
            if (action->text() == QLatin1String(name))
                action->trigger();
        }
    }

    /// As the user would: what is in force is kept, and told to the taps.
    void setRules(const std::vector<Rules::Rule> &rules)
    {
        m_window->rules().setRules({});
        m_window->rules().addRules(rules);
    }

    static Rules::Rule messageRule(const QByteArray &name, const QByteArray &filter,
                                   Capture::Direction direction, const Rules::Action &action)
    {
        Rules::Rule rule;
        rule.name = name;
        rule.filter = filter;
        rule.direction = direction;
        rule.action = action;
        return rule;
    }

    static std::vector<Rules::Rule> rulesOfAll()
    {
        using Capture::Direction;
        Rules::Rule lost
            = messageRule("lost typing", "event:typing", Direction::Received, Rules::Drop {});
        lost.percent = 50;
        Rules::Rule tunnel;
        tunnel.name = "tunnel";
        tunnel.isOn = false;
        tunnel.subject = Rules::Subject::Connection;
        tunnel.action = Rules::Stall {};
        tunnel.after = 3s;
        tunnel.length = 20s;
        return {
            messageRule("paid", "event:\"chat message\"", Direction::Sent,
                        Rules::Replace {Rules::Replace::Find::Pointer, "/1/order/paid", "true"}),
            messageRule("late ack", "kind:ack", Direction::Received,
                        Rules::Delay {Rules::Delay::Spread::Even, 200ms, 900ms}),
            lost, messageRule("twice", "event:file", Direction::Received, Rules::Duplicate {}),
            tunnel};
    }

    static Rules::Rule holdRule()
    {
        return messageRule("look at chat", "event:\"chat message\"", Capture::Direction::Sent,
                           Rules::Hold {});
    }

    /// Selects the held message with an order, and changes something in it.
    void editHeld()
    {
        selectLast(*m_window->held().findChild<QTreeView *>(), [](const QModelIndex &cell) {
            return cell.data().toString().contains(QLatin1String("An order came in"));
        });
        auto *const editor
            = m_window->held().findChild<MessageEditor *>(QStringLiteral("heldText"));
        editor->setContent(editor->content().replace("\"count\":2", "\"count\":200"));
    }

    ConnectRequest connection() const
    {
        ConnectRequest request;
        request.options.url = m_window->demoUrl().toUtf8();
        request.options.namespaces = {{.name = "/", .auth = R"({"name":"you"})", .query = {}}};
        return request;
    }

    /// Asks the demo's chat for something, and leaves another message in the editors.
    void compose()
    {
        m_window->traffic().setLevel(TrafficView::Messages);
        details().showTab(DetailsPanel::Tab::Message);
        ComposePanel &panel = m_window->compose();
        panel.repeat(*ComposeDraft::fromExported("/", R"(["history"])", true));
        panel.send();
        panel.repeat(*ComposeDraft::fromExported(
            "/", R"(["upload",{"name":"cat.png","bytes":{"$binary":"iVBORw0KGgo="}}])", true));
        panel.send();
    }

    /// Bookmarks, a note, and something that is found.
    void markSome()
    {
        CaptureDocument &document = m_window->document();
        const auto *rows = m_window->traffic().table()->rows();
        const int first = m_window->traffic().table()->rowAt(0);
        document.annotate(Capture::Annotation {
            .message = rows->idAt(first + 3), .isBookmarked = true, .note = {}});
        document.annotate(
            Capture::Annotation {.message = rows->idAt(first + 5),
                                 .isBookmarked = true,
                                 .note = "Answered with the size: the app expects an id."});
        selectRow(first + 5);
        trigger("find");
        m_window->findChild<QLineEdit *>(QStringLiteral("find"))->setText(QStringLiteral("chat"));
    }

    /// A room with its members, as it was when the selected message crossed.
    void showRoom(const QString &name)
    {
        const RoomsView &rooms = *m_window->findChild<RoomsView *>();
        const QAbstractItemModel &model = *rooms.tree()->model();
        const QModelIndexList found
            = model.match(model.index(0, 0), Qt::DisplayRole, name, 1,
                          Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchWrap);
        if (found.isEmpty())
            return;
        rooms.tree()->setCurrentIndex(found.constFirst());
        rooms.tree()->expand(found.constFirst());
        rooms.momentSwitch()->setCurrentIndex(1);
    }

    void selectRow(int row)
    {
        auto *table = m_window->traffic().table();
        table->setCurrentIndex(table->model()->index(row, 0));
    }

    void selectEvent(const QString &event)
    {
        selectLast(*m_window->traffic().table(),
                   [&event](const QModelIndex &cell) { return cell.data().toString() == event; });
    }

    /// The filter has let through what fills the view.
    bool isListed() { return m_window->traffic().table()->model()->rowCount() > 20; }

    void selectChangedBy(const QString &rule)
    {
        TrafficTable &table = *m_window->traffic().table();
        selectLast(table, [&rule](const QModelIndex &cell) {
            return cell.data(Qt::ToolTipRole).toString().contains(QStringLiteral("by ") + rule);
        });
        table.scrollTo(table.currentIndex(), QAbstractItemView::PositionAtCenter);
    }

    /// The last row with such a cell.
    template<typename Fits>
    static void selectLast(QAbstractItemView &view, const Fits &fits)
    {
        const QAbstractItemModel *const model = view.model();
        for (int row = model->rowCount() - 1; row >= 0; --row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                if (fits(model->index(row, column))) {
                    view.setCurrentIndex(model->index(row, 0));
                    return;
                }
            }
        }
    }

    void shoot(const QString &name, QWidget *widget = nullptr)
    {
        const QString path = m_folder.filePath(name + QStringLiteral(".png"));
        if (!(widget ? widget : m_window)->grab().save(path))
            std::fprintf(stderr, "could not write %s\n", qPrintable(path));
    }

    Theme &m_theme;
    Settings &m_settings;
    QDir m_folder;
    MainWindow *m_window = nullptr;
    QList<Step> m_steps;
};

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir home;
    for (const char *variable : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        qputenv(variable, home.path().toUtf8());
    const QApplication qt(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QCoreApplication::setApplicationName(QStringLiteral("sockscope"));
    QCoreApplication::setOrganizationName(QStringLiteral("sockscope"));
    if (argc < 2) {
        std::fputs("usage: screenshots FOLDER [views|acting|export|compare]...\n", stderr);
        return 2;
    }
    Settings settings;
    Theme theme;
    const QStringList arguments = QCoreApplication::arguments();
    const Photographer photographer(theme, settings, QDir(arguments.at(1)), arguments.mid(2));
    return QApplication::exec();
}
