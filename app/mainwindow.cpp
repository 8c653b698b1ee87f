// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/mainwindow.h"

#include "app/actingcontroller.h"
#include "app/admincontroller.h"
#include "app/clientcontroller.h"
#include "app/comparecontroller.h"
#include "app/demo.h"
#include "app/draftreader.h"
#include "app/exportcontroller.h"
#include "app/filedialogs.h"
#include "app/filedrop.h"
#include "app/mockcontroller.h"
#include "app/settings.h"
#include "app/statusline.h"
#include "app/tapcontroller.h"
#include "protocol/capture/capturefile.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/common/theme.h"
#include "widgets/compose/composepanel.h"
#include "widgets/connections/connectionsview.h"
#include "widgets/details/detailspanel.h"
#include "widgets/problems/problemsview.h"
#include "widgets/rooms/roomsview.h"
#include "widgets/rules/rulespanel.h"
#include "widgets/start/startpage.h"
#include "widgets/statistics/statisticsview.h"
#include "widgets/tap/tapdialog.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/traffic/filterbar.h"
#include "widgets/traffic/markactions.h"
#include "widgets/traffic/traffictable.h"
#include "widgets/traffic/trafficview.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QJsonDocument>
#include <QScreen>
#include <QStackedWidget>
#include <QTabBar>

#include <utility>

MainWindow::MainWindow(Theme &theme, Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_questions(fileDialogs())
    , m_document(m_feed)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("window"));
    makeViews();
    makeActions();
    makeToolBar();
    makeMenus();
    m_taps = new TapController(m_document, m_feed, m_settings, m_theme, this);
    m_clients = new ClientController(m_document, *m_compose, *m_connections, m_theme, this);
    m_admins = new AdminController(m_document, m_feed, *m_connections, *m_rooms, m_theme, this);
    m_acting = new ActingController(
        {m_document, m_feed, m_selection, *m_compose, *m_rules, *m_held}, this);
    m_comparison = new CompareController(m_theme, this);
    m_mocks = new MockController({m_document, m_feed, m_selection, *m_taps, m_theme}, this);
    m_exports = new ExportController({m_document, m_feed, m_filter, m_selection, *m_traffic,
                                      m_settings, m_theme,
                                      [this](QWidget *over, const QString &suggested) {
                                          return m_questions.exportToSave(over, suggested);
                                      }},
                                     this);
    connectParts();
    connect(new FileDrop(this), &FileDrop::dropped, this, &MainWindow::openFile);
    restoreLayout();
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &MainWindow::showView);
    connect(m_problems, &ProblemsView::countChanged, this, [this](int count) {
        m_tabs->setTabText(m_views->indexOf(m_problems),
                           count > 0 ? tr("Problems  %1").arg(count) : tr("Problems"));
    });
    connect(m_rooms, &RoomsView::trafficRequested, this,
            [this] { showView(m_views->indexOf(m_traffic)); });
    connect(&m_rooms->messageRooms(), &MessageRooms::changed, m_details, [this] {
        m_details->setMoreFacts(m_rooms->messageRooms().message(), m_rooms->messageRooms().facts());
    });
    const auto rules
        = Rooms::rulesFromJson(QJsonDocument::fromJson(m_settings.roomRules()).array());
    if (const auto *kept = std::get_if<std::vector<Rooms::RoomRule>>(&rules))
        m_rooms->guesses().setRules(*kept);
    connect(&m_rooms->guesses(), &Guesses::rulesChanged, this, [this] {
        const QJsonArray all = Rooms::toJson(m_rooms->guesses().rules());
        m_settings.setRoomRules(QJsonDocument(all).toJson(QJsonDocument::Compact));
    });
    connect(m_rooms, &RoomsView::keepGuessesRequested, this,
            [this](const std::vector<Capture::MembershipRecord> &guesses) {
                if (!m_document.keepGuesses(guesses))
                    return;
                m_rooms->noteKept();
                say(tr("The capture keeps %1 guessed memberships.").arg(guesses.size()));
            });
    connect(m_traffic, &TrafficView::said, this, &MainWindow::say);
    connect(m_traffic->actions().exportSelected, &QAction::triggered, this,
            [this] { m_exports->showDialog(true); });
    connect(m_exports, &ExportController::said, this, &MainWindow::say);
    connect(m_statistics, &StatisticsView::csvExportRequested, this, &MainWindow::exportStatistics);
    connect(m_traffic, &TrafficView::findChanged, m_details, &DetailsPanel::setFind);
    connect(&m_traffic->marks(), &MarkActions::annotated, &m_document, &CaptureDocument::annotate);
    connect(&m_traffic->marks(), &MarkActions::noteRequested, this, &MainWindow::editNote);
    connect(&m_feed, &CaptureFeed::aboutChanged, this, &MainWindow::refresh);
    connect(m_details, &DetailsPanel::annotated, &m_document, &CaptureDocument::annotate);
    connect(m_details, &DetailsPanel::noteFinished, this, [this] {
        if (m_selection.level() == Selection::Level::Session)
            m_connections->setFocus();
        else
            m_traffic->table()->setFocus();
    });
    connect(m_connections, &ConnectionsView::noteRequested, this, &MainWindow::editNote);
    connect(m_connections, &ConnectionsView::dialectRequested, this,
            [this](Capture::Id session, std::optional<Dialects::Dialect> dialect) {
                if (LiveCapture *const live = m_document.live())
                    live->setDialect(session, dialect);
                else
                    say(tr("The recording has ended."));
            });
    connect(m_connections, &ConnectionsView::closeSourceRequested, m_taps, &TapController::stop);

    connect(&m_document, &CaptureDocument::changed, this, &MainWindow::refresh);
    connect(&m_document, &CaptureDocument::stopping, this, [this] { m_demo.reset(); });
    connect(&m_document, &CaptureDocument::failed, this, &MainWindow::say);
    connect(&m_document, &CaptureDocument::saved, this, [this](const QString &path) {
        m_settings.addRecentFile(path);
        say(tr("Saved as %1").arg(path));
        if (m_closesWhenSaved)
            closeQuietly();
    });
    connect(&m_feed, &CaptureFeed::cleared, this, &MainWindow::refresh);
    connect(&m_feed, &CaptureFeed::opened, &m_selection, &Selection::clear);

    connect(m_start, &StartPage::tapRequested, m_tap, &QAction::trigger);
    connect(m_start, &StartPage::connectRequested, m_connect, &QAction::trigger);
    connect(m_start, &StartPage::openRequested, m_open, &QAction::trigger);
    connect(m_start, &StartPage::demoRequested, m_startDemo, &QAction::trigger);
    connect(m_start, &StartPage::captureChosen, this, &MainWindow::openFile);
    connect(m_start, &StartPage::recoverRequested, this, &MainWindow::recover);
    connect(m_start, &StartPage::discardRequested, this, [this](const QString &path) {
        Capture::removeCapture(path);
        refreshStartPage();
    });
    connect(m_clients, &ClientController::said, this, &MainWindow::say);
    connect(m_admins, &AdminController::said, this, &MainWindow::say);
    connect(m_clients, &ClientController::connected, this, [this](quint32 source) {
        m_compose->setCurrentTarget(source);
        showCompose(true);
    });
    connect(m_acting, &ActingController::held, this, [this] {
        m_heldDock->show();
        m_heldDock->raise();
    });
    connect(m_acting, &ActingController::rulesInForceChanged, this, &MainWindow::showRulesInForce);
    showRulesInForce(m_acting->rulesInForce());
    connect(m_taps, &TapController::tapStarted, this,
            [this](quint32 source, const QString &address) {
                if (!m_demo || source != m_demo->tap())
                    return;
                AdminOptions admin;
                admin.url = m_demo->serverUrl().toUtf8();
                m_admins->attach(admin);
                m_demo->startClients(address);
            });
}

void MainWindow::restoreLayout()
{
    // With room for what the window manager draws around it.
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(8, 40)));
    resizeDocks({m_connectionsDock, m_detailsDock}, {252, 356}, Qt::Horizontal);
    if (const QByteArray geometry = m_settings.windowGeometry(); !geometry.isEmpty())
        restoreGeometry(geometry);
    // It may have been left on a larger screen.
    if (!isMaximized() && !isFullScreen())
        resize(size().boundedTo(screen()->availableSize() - QSize(8, 40)));
    if (const QByteArray state = m_settings.windowState(); !state.isEmpty())
        restoreState(state);
}

void MainWindow::refresh()
{
    const bool isShown = m_feed.isOpen();
    m_pages->setCurrentIndex(isShown ? 1 : 0);
    if (std::exchange(m_showsViews, isShown) != isShown) {
        if (isShown) {
            restoreState(m_viewsState);
        } else { // the start page stands alone
            m_viewsState = saveState();
            m_connectionsDock->hide();
            m_detailsDock->hide();
            for (QDockWidget *dock : {m_composeDock, m_rulesDock, m_heldDock})
                dock->hide();
        }
    }
    if (!isShown)
        refreshStartPage();
    m_showRules->setEnabled(isShown);
    const LiveCapture *live = m_document.live();
    m_record->setEnabled(live != nullptr);
    {
        const QSignalBlocker quiet(m_record);
        m_record->setChecked(live && !live->isPaused());
    }
    m_record->setText(!live ? tr("Record") : live->isPaused() ? tr("Paused") : tr("Recording"));
    m_record->setIcon(themedIcon(live && live->isPaused() ? Icon::Pause : Icon::Record, m_theme,
                                 live && !live->isPaused() ? Tint::Error : Tint::Text));
    m_save->setEnabled(isShown);
    m_export->setEnabled(isShown);
    m_stop->setEnabled(live != nullptr);
    m_clear->setEnabled(isShown);
    m_undoClear->setEnabled(m_feed.canUndoClear());
    QStringList title {QStringLiteral("Sockscope")};
    if (!m_document.isEmpty())
        title.prepend(m_document.isUnsaved() ? tr("unsaved capture") : m_document.path());
    if (!m_feed.about().title.isEmpty())
        title.prepend(singleLine(m_feed.about().title, 80));
    setWindowTitle(title.join(QStringLiteral(" – ")));
    setWindowModified(false);
    m_status->refresh();
}

void MainWindow::refreshStartPage()
{
    QList<CaptureItem> recent;
    for (const QString &path : m_settings.recentFiles())
        recent.append(describeCapture(path));
    m_start->setRecent(recent);
    QList<CaptureItem> unsaved;
    for (const Capture::UnsavedCapture &capture :
         Capture::unsavedCaptures(LiveCapture::stateFolder()))
        unsaved.append(describeUnsaved(capture));
    m_start->setRecovered(unsaved);
}

void MainWindow::startDemo()
{
    LiveCapture *live = m_document.record();
    if (!live)
        return;
    if (m_demo)
        return;
    m_demo = std::make_unique<Demo>(live->netThread());
    QString error;
    if (!m_demo->startServer(&error)) {
        m_demo.reset();
        say(error);
        return;
    }
    TapRequest request;
    request.listen = QStringLiteral("127.0.0.1:0");
    request.target = m_demo->serverUrl();
    m_demo->setTap(m_taps->start(request));
}

QString MainWindow::demoUrl() const
{
    return m_demo ? m_demo->serverUrl() : QString();
}

void MainWindow::onRecordToggled(bool on)
{
    if (LiveCapture *live = m_document.live())
        live->setPaused(!on);
    refresh();
}

void MainWindow::clearTraffic()
{
    m_feed.clear();
    say(tr("Cleared. %1 brings it back.")
            .arg(m_undoClear->shortcut().toString(QKeySequence::NativeText)));
}

void MainWindow::repeatSelected()
{
    const auto draft
        = m_feed.reader() ? draftOfMessage(*m_feed.reader(), m_selection.message()) : std::nullopt;
    if (!draft) {
        say(tr("Select an event or a WebSocket message, of 16 MB at most, to repeat it."));
        return;
    }
    // Into the session that it crossed, if that is tapped and still open.
    const auto row = m_feed.reader()->message(m_selection.message());
    const quint32 target = row ? m_acting->targetOf(row->record.session, row->record.direction) : 0;
    if (target != 0)
        m_compose->setCurrentTarget(target);
    m_compose->repeat(*draft);
    showCompose(true);
}

void MainWindow::showCompose(bool edits)
{
    if (!m_feed.isOpen())
        return;
    m_composeDock->show();
    m_composeDock->raise();
    if (edits)
        m_compose->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showView(int index)
{
    m_tabs->setCurrentIndex(index);
    m_views->setCurrentIndex(index);
    m_traffic->levelSwitch()->setVisible(m_views->currentWidget() == m_traffic);
    m_timeline->groupingSwitch()->setVisible(m_views->currentWidget() == m_timeline);
    m_rooms->momentSwitch()->setVisible(m_views->currentWidget() == m_rooms);
    m_viewActions.at(index)->setChecked(true);
    if (QWidget *const keys = m_views->currentWidget()->focusProxy())
        keys->setFocus(Qt::ShortcutFocusReason); // a view's keys work at once
}

void MainWindow::showRules()
{
    if (!m_feed.isOpen())
        return;
    m_rulesDock->show();
    m_rulesDock->raise();
    m_rules->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showRulesInForce(int count)
{
    m_showRules->setText(count > 0 ? tr("Rules  %1").arg(count) : tr("R&ules"));
}

void MainWindow::editNote()
{
    m_detailsDock->show();
    m_details->editNote();
}

void MainWindow::findInTraffic()
{
    if (!m_feed.isOpen())
        return;
    if (m_views->currentWidget() == m_rooms) {
        m_rooms->editSearch();
        return;
    }
    showView(m_views->indexOf(m_traffic));
    m_traffic->find();
}

void MainWindow::setThemeMode(int mode)
{
    m_theme.setMode(static_cast<Theme::Mode>(mode));
    m_settings.setThemeMode(m_theme.mode());
    m_themeActions.at(mode)->setChecked(true);
}

void MainWindow::say(const QString &words)
{
    m_status->showMessage(words, 8000);
}

void MainWindow::closeQuietly()
{
    m_isQuiet = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool mayAsk
        = !m_isQuiet && !m_demo && m_document.isUnsaved() && m_feed.totals().messages > 0;
    if (mayAsk) {
        switch (m_questions.unsavedOnClose(this)) {
        case Questions::Close::Cancel:
            event->ignore();
            return;
        case Questions::Close::Save:
            event->ignore();
            m_closesWhenSaved = true;
            saveWithDialog();
            return;
        case Questions::Close::Discard:
            break;
        }
    }
    m_settings.setWindow(saveGeometry(), m_showsViews ? saveState() : m_viewsState);
    const bool forgets = !m_isQuiet || m_demo || m_feed.totals().messages == 0;
    if (m_document.isUnsaved() && forgets)
        m_document.discard();
    else
        m_document.stop();
    event->accept();
}
