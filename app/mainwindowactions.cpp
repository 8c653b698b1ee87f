// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The actions, menus and tool bar of the window.

#include "app/mainwindow.h"

#include "app/admincontroller.h"
#include "app/clientcontroller.h"
#include "app/comparecontroller.h"
#include "app/exportcontroller.h"
#include "app/fileimport.h"
#include "app/mockcontroller.h"
#include "app/settings.h"
#include "app/statusline.h"
#include "app/tapcontroller.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/traffic/copyactions.h"
#include "widgets/traffic/filterbar.h"
#include "widgets/traffic/markactions.h"
#include "widgets/traffic/trafficview.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

QAction *MainWindow::addAction(const QString &name, const QString &text, const QKeySequence &key,
                               const std::function<void()> &triggered)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    QString words = text;
    words.remove(u'&').remove(QStringLiteral("…"));
    if (!key.isEmpty())
        words += QStringLiteral(" (%1)").arg(key.toString(QKeySequence::NativeText));
    action->setToolTip(words);
    connect(action, &QAction::triggered, this, triggered);
    QWidget::addAction(action);
    return action;
}

void MainWindow::makeActions()
{
    m_record = addAction(QStringLiteral("record"), tr("Record"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), [] {});
    m_record->setCheckable(true);
    m_record->setToolTip(tr("Pause or resume the recording; traffic goes on (%1)")
                             .arg(m_record->shortcut().toString(QKeySequence::NativeText)));
    connect(m_record, &QAction::toggled, this, &MainWindow::onRecordToggled);
    m_tap = addAction(QStringLiteral("tap"), tr("&Tap…"), QKeySequence(Qt::CTRL | Qt::Key_T),
                      [this] { m_taps->showDialog(); });
    m_tap->setIcon(themedIcon(Icon::Tap, m_theme));
    m_connect = addAction(QStringLiteral("connect"), tr("Co&nnect…"),
                          QKeySequence(Qt::CTRL | Qt::Key_N), [this] { m_clients->showDialog(); });
    m_connect->setIcon(themedIcon(Icon::Connect, m_theme));
    m_repeat = addAction(QStringLiteral("repeat"), tr("&Repeat in Compose"),
                         QKeySequence(Qt::CTRL | Qt::Key_R), [this] { repeatSelected(); });
    m_write = addAction(QStringLiteral("compose"), tr("&Write in Compose"),
                        QKeySequence(Qt::CTRL | Qt::Key_E), [this] { showCompose(true); });
    m_open = addAction(QStringLiteral("open"), tr("&Open…"), QKeySequence::Open,
                       [this] { openWithDialog(); });
    m_open->setIcon(themedIcon(Icon::Open, m_theme));
    m_save = addAction(QStringLiteral("save"), tr("&Save…"), QKeySequence::Save,
                       [this] { saveWithDialog(); });
    m_save->setIcon(themedIcon(Icon::Save, m_theme));
    m_export = addAction(QStringLiteral("export"), tr("&Export…"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                         [this] { m_exports->showDialog(false); });
    m_stop = addAction(QStringLiteral("stop"), tr("St&op recording"), {},
                       [this] { m_document.stop(); });
    m_showRules
        = addAction(QStringLiteral("rules"), tr("R&ules"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U), [this] { showRules(); });
    m_showRules->setIcon(themedIcon(Icon::Rules, m_theme));
    m_showRules->setToolTip(tr("What the taps do with the traffic (Ctrl+Shift+U)"));
    m_clear = addAction(QStringLiteral("clear"), tr("&Clear"), QKeySequence(Qt::CTRL | Qt::Key_L),
                        [this] { clearTraffic(); });
    m_clear->setIcon(themedIcon(Icon::Clear, m_theme));
    m_undoClear = addAction(QStringLiteral("undoClear"), tr("&Undo clear"), QKeySequence::Undo,
                            [this] { m_feed.undoClear(); });
    m_editFilter = addAction(QStringLiteral("filter"), tr("&Filter"),
                             QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_filterBar->edit(); });
    m_find = addAction(QStringLiteral("find"), tr("F&ind…"), QKeySequence::Find,
                       [this] { findInTraffic(); });
    m_startDemo
        = addAction(QStringLiteral("demo"), tr("Try the &demo"), {}, [this] { startDemo(); });
    m_close = addAction(QStringLiteral("close"), tr("&Close window"), QKeySequence::Close,
                        [this] { close(); });
    m_quit = addAction(QStringLiteral("quit"), tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q),
                       [] { QApplication::closeAllWindows(); });

    auto *views = new QActionGroup(this);
    const QStringList names {tr("Traffic"), tr("Timeline"), tr("Rooms"), tr("Statistics"),
                             tr("Problems")};
    for (int i = 0; i < names.size(); ++i) {
        QAction *action
            = addAction(QStringLiteral("view%1").arg(i), names.at(i),
                        QKeySequence(Qt::CTRL | (Qt::Key_1 + i)), [this, i] { showView(i); });
        action->setCheckable(true);
        views->addAction(action);
        m_viewActions.append(action);
    }
    m_viewActions.constFirst()->setChecked(true);

    auto *modes = new QActionGroup(this);
    const QStringList modeNames {tr("As the &system has it"), tr("&Light"), tr("&Dark")};
    for (int i = 0; i < modeNames.size(); ++i) {
        QAction *action = addAction(QStringLiteral("theme%1").arg(i), modeNames.at(i), {},
                                    [this, i] { setThemeMode(i); });
        action->setCheckable(true);
        action->setChecked(static_cast<int>(m_theme.mode()) == i);
        modes->addAction(action);
        m_themeActions.append(action);
    }
}

void MainWindow::makeToolBar()
{
    auto *bar = new QToolBar(tr("Tools"), this);
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    bar->setMinimumHeight(48);
    bar->toggleViewAction()->setVisible(false);
    for (QAction *action : {m_record, m_connect, m_tap, m_showRules, m_open, m_save, m_clear}) {
        bar->addAction(action);
        bar->widgetForAction(action)->setAccessibleName(action->text().remove(u'&'));
    }
    m_filterBar = new FilterBar(m_feed, m_filter, *m_traffic, m_theme,
                                Settings::pathOf(QStringLiteral("filters.json")), this);
    bar->addWidget(m_filterBar);
    addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({m_connect, m_tap,
                      addAction(QStringLiteral("admin"), tr("Attach &admin…"), {},
                                [this] { m_admins->showDialog(); }),
                      addAction(QStringLiteral("compare"), tr("Co&mpare…"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M),
                                [this] { m_comparison->showWindow(); }),
                      addAction(QStringLiteral("mock"), tr("Moc&k server…"), {},
                                [this] { m_mocks->showDialog(); }),
                      m_startDemo});
    file->addSeparator();
    file->addActions(
        {m_open, m_save, m_export,
         addAction(QStringLiteral("redact"), tr("Save a redacted cop&y…"), {},
                   [this] { saveRedacted(); }),
         addAction(QStringLiteral("report"), tr("Re&port…"), {}, [this] { saveReport(); }),
         addAction(QStringLiteral("about-capture"), tr("A&bout this capture…"),
                   QKeySequence(Qt::CTRL | Qt::Key_I), [this] { showAbout(); })});
    QMenu *recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        for (const QString &path : m_settings.recentFiles())
            recent->addAction(QString(path).replace(u'&', QStringLiteral("&&")), this,
                              [this, path] { openFile(path); });
        if (recent->isEmpty())
            recent->addAction(tr("No file yet"))->setEnabled(false);
    });
    file->addSeparator();
    file->addActions({m_close, m_quit});

    QMenu *capture = menuBar()->addMenu(tr("&Capture"));
    capture->addActions({m_record, m_stop});
    capture->addSeparator();
    capture->addActions({m_clear, m_undoClear});

    QMenu *message = menuBar()->addMenu(tr("&Message"));
    message->addActions({m_write, m_repeat});
    message->addSeparator();
    const MarkActions &marks = m_traffic->marks();
    message->addActions({marks.bookmark(), marks.note(), marks.measure()});

    const TrafficView::Actions &rows = m_traffic->actions();
    QMenu *go = menuBar()->addMenu(tr("&Go"));
    go->addActions({m_editFilter, m_find, rows.findNext, rows.findPrevious});
    go->addSeparator();
    go->addActions({rows.nextRow, rows.previousRow, rows.goToRow, rows.jumpToAnswer});
    go->addSeparator();
    go->addActions({marks.nextBookmark(), marks.previousBookmark()});
    go->addSeparator();
    go->addAction(rows.follow);

    QMenu *copy = menuBar()->addMenu(tr("C&opy"));
    copy->addActions(m_traffic->copies().actions());

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addActions(m_viewActions);
    view->addSeparator();
    view->addActions({rows.onlySession, rows.everything, rows.heartbeats, marks.onlyBookmarks()});
    view->addSeparator();
    view->addActions({m_connectionsDock->toggleViewAction(), m_detailsDock->toggleViewAction(),
                      m_composeDock->toggleViewAction(), m_rulesDock->toggleViewAction(),
                      m_heldDock->toggleViewAction()});
    view->addSeparator();
    view->addMenu(tr("&Look"))->addActions(m_themeActions);
}

/// The window is still empty; another file meanwhile gets a window of its own.
void MainWindow::importFile(const QString &path, const ImportFormat &format)
{
    if (findChild<FileImport *>() != nullptr) {
        emit windowRequested(path);
        return;
    }
    auto *const import = new FileImport(path, format, *m_status, this);
    connect(import, &FileImport::read, this, [this, import, path](const QStringList &remarks) {
        QString error;
        if (m_feed.isOpen())
            say(tr("Another capture was begun meanwhile: open the file again."));
        else if (!m_document.openImported(import->takeFile(), &error))
            say(error);
        else {
            m_settings.addRecentFile(path);
            say(remarks.isEmpty() ? tr("Read. Save it to keep it as a capture.")
                                  : remarks.join(QLatin1Char(' ')));
        }
    });
    connect(import, &FileImport::failed, this, [this](const QString &words) {
        say(words.isEmpty() ? tr("Stopped; nothing was kept.") : words);
    });
    import->start();
}
